// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Findings;
import org.jspecify.annotations.Nullable;

/**
 * Results as JSON, whole: what {@link #write} wrote {@link #read} reads back as a result that every
 * reporter prints to the same bytes.
 *
 * <pre>
 *   {"result": VERB, "status": 0 or 1, "tree": {...}, "chartData": {...},
 *    "sections": [{"text": TITLE, "lines": [...]},
 *                 {"table": TITLE, "columns": [{"key", "title", "unit"}], "rows": [[...]]},
 *                 {"series": TITLE, "axis": AXIS, "points": [...], "unit": UNIT,
 *                  "curves": [{"name", "values": [...]}]}],
 *    "findings": [{...}], "findingsTable": a table or null}
 * </pre>
 *
 * <p>The last two are there where the result carries findings as values.
 *
 * <p>{@code --format json} writes another form, which is read as well: the keys of the tree and,
 * behind them, all else as {@link #besideTree} has it, under {@link #KEY}.
 *
 * <p>A {@code double} is written with an exponent and a decimal without one, which keeps its
 * digits: reporters round the former only. A {@code double} that is no number is null.
 */
public final class Results {
  /** Where a tree that is written alone has the rest of its result. */
  public static final String KEY = "kasan-result";

  private static final String KIND = "result";
  private static final String VERB = "verb";
  private static final String VERSION = "version";
  private static final String TEXT = "text";
  private static final String TABLE = "table";
  private static final String SERIES = "series";
  private static final String SECTIONS = "sections";
  private static final String STATUS = "status";

  private static final String FINDINGS = "findings";
  private static final String FINDINGS_TABLE = "findingsTable";
  private static final RecordTree RECORDS = new RecordTree(KIND + ": " + FINDINGS);

  private Results() {}

  /** A result that was read; its version is empty where none was told. */
  private record Read(
      String verb,
      String version,
      int status,
      Map<String, @Nullable Object> tree,
      Map<String, @Nullable Object> chartData,
      List<Section> sections)
      implements Result {}

  /** One that carries findings. */
  private record ReadFindings(Read all, List<Finding> findings, Section.@Nullable Table table)
      implements Findings {
    @Override
    public String verb() {
      return all.verb();
    }

    @Override
    public int status() {
      return all.status();
    }

    @Override
    public Map<String, @Nullable Object> tree() {
      return all.tree();
    }

    @Override
    public Map<String, @Nullable Object> chartData() {
      return all.chartData();
    }

    @Override
    public List<Section> sections() {
      return all.sections();
    }
  }

  /** A result as JSON. */
  public static String write(Result result) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put(KIND, result.verb());
    tree.put(STATUS, (long) result.status());
    tree.put("tree", result.tree());
    addFaces(result, tree);
    return Json.write(tree);
  }

  /**
   * All of a result but its tree, for a form that has the keys of the tree outermost: the verb, the
   * version, the status and, as above, what charts and people read and the findings.
   *
   * @param version of the laboratory that makes the result; a result that was read keeps the one
   *     that made it
   */
  public static Map<String, @Nullable Object> besideTree(Result result, String version) {
    String made = version(result);
    Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    rest.put(VERB, result.verb());
    rest.put(VERSION, made.isEmpty() ? version : made);
    rest.put(STATUS, (long) result.status());
    addFaces(result, rest);
    return rest;
  }

  /** Version of the laboratory that made a result that was read; empty where not known. */
  public static String version(Result result) {
    if (result instanceof ReadFindings read) {
      return read.all().version();
    }
    return result instanceof Read read ? read.version() : "";
  }

  private static void addFaces(Result result, Map<String, @Nullable Object> tree) {
    tree.put("chartData", result.chartData());
    tree.put(SECTIONS, result.sections().stream().map(Results::tree).toList());
    if (result instanceof Findings findings) {
      Section.Table table = findings.table();
      tree.put(FINDINGS, RECORDS.write(findings.findings()));
      tree.put(FINDINGS_TABLE, table == null ? null : tree(table));
    }
  }

  private static Map<String, @Nullable Object> tree(Section section) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    if (section instanceof Section.Text text) {
      tree.put(TEXT, text.title());
      tree.put("lines", text.lines());
    } else if (section instanceof Section.Table table) {
      tree.put(TABLE, table.title());
      tree.put("columns", table.columns().stream().map(Results::tree).toList());
      tree.put("rows", table.rows());
    } else if (section instanceof Section.Series series) {
      tree.put(SERIES, series.title());
      tree.put("axis", series.axis());
      tree.put("points", list(series.points()));
      tree.put("unit", series.unit());
      tree.put("curves", series.curves().stream().map(Results::tree).toList());
    }
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Section.Column column) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("key", column.key());
    tree.put("title", column.title());
    tree.put("unit", column.unit());
    return tree;
  }

  private static Map<String, @Nullable Object> tree(Section.Curve curve) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", curve.name());
    tree.put("values", list(curve.values()));
    return tree;
  }

  private static List<Double> list(double[] numbers) {
    var list = new ArrayList<Double>(numbers.length);
    for (double number : numbers) {
      list.add(number);
    }
    return list;
  }

  /**
   * Reads a result, in either form.
   *
   * @throws BadInputException in one line, naming the key
   */
  public static Result read(String json) {
    Object value = Json.read(KIND, json);
    if (value instanceof Map<?, ?> map && map.get(KEY) instanceof Map<?, ?> rest) {
      Map<String, @Nullable Object> tree = new LinkedHashMap<>();
      map.forEach((key, each) -> tree.put(String.valueOf(key), each));
      tree.remove(KEY);
      var fields = new JsonFields(KEY, rest);
      return read(fields, fields.text(VERB), fields.text(VERSION, ""), tree);
    }
    var fields = new JsonFields(KIND, value);
    if (!fields.has(KIND)) {
      throw new BadInputException(
          KIND + ": expected '" + KEY + "', as --format json writes it; it is missing");
    }
    return read(fields, fields.text(KIND), "", fields.map("tree"));
  }

  private static Result read(
      JsonFields fields, String verb, String version, Map<String, @Nullable Object> tree) {
    Read result =
        new Read(
            verb,
            version,
            (int) fields.number(STATUS, 0, 1, 0),
            Collections.unmodifiableMap(tree),
            fields.map("chartData"),
            fields.list(SECTIONS).stream().map(Results::section).toList());
    Result all = fields.has(FINDINGS) ? withFindings(result, fields) : result;
    fields.end();
    return all;
  }

  private static Result withFindings(Read result, JsonFields fields) {
    List<Finding> findings = new ArrayList<>();
    for (Object each : fields.list(FINDINGS)) {
      findings.add(RECORDS.read(Finding.class, each));
    }
    Object table = fields.take(FINDINGS_TABLE);
    if (table == null) {
      return new ReadFindings(result, findings, null);
    } else if (section(table) instanceof Section.Table read) {
      return new ReadFindings(result, findings, read);
    }
    throw fields.expected(FINDINGS_TABLE, "a table", table);
  }

  private static Section section(@Nullable Object value) {
    var fields = new JsonFields(KIND + ": " + SECTIONS, value);
    Section section;
    if (fields.has(TABLE)) {
      section = table(fields);
    } else if (fields.has(SERIES)) {
      section = series(fields);
    } else {
      section = new Section.Text(fields.text(TEXT), fields.texts("lines"));
    }
    fields.end();
    return section;
  }

  private static Section table(JsonFields fields) {
    String title = fields.text(TABLE);
    List<Section.Column> columns = fields.list("columns").stream().map(Results::column).toList();
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Object row : fields.list("rows")) {
      if (!(row instanceof List<?> cells) || cells.size() != columns.size()) {
        throw fields.expected("rows", "lists of " + columns.size() + " cells", row);
      }
      rows.add(Collections.unmodifiableList(new ArrayList<@Nullable Object>(cells)));
    }
    return new Section.Table(title, columns, rows);
  }

  private static Section.Column column(@Nullable Object value) {
    var fields = new JsonFields(KIND + ": columns", value);
    var column = new Section.Column(fields.text("key"), fields.text("title"), fields.text("unit"));
    fields.end();
    return column;
  }

  private static Section series(JsonFields fields) {
    String title = fields.text(SERIES);
    String axis = fields.text("axis");
    double[] points = fields.decimals("points");
    String unit = fields.text("unit");
    var curves = new ArrayList<Section.Curve>();
    for (Object each : fields.list("curves")) {
      var curve = new JsonFields(KIND + ": curves", each);
      String name = curve.text("name");
      double[] values = curve.decimals("values");
      curve.end();
      if (values.length != points.length) {
        throw new BadInputException(
            KIND
                + ": curves: "
                + name
                + ": expected "
                + points.length
                + " values, a value per point, not "
                + values.length);
      }
      curves.add(new Section.Curve(name, values));
    }
    return new Section.Series(title, axis, points, unit, curves);
  }
}
