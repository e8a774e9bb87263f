// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import kasan.api.report.Reporter;
import kasan.report.internal.csv.CsvReporter;
import kasan.report.internal.json.JsonReporter;
import kasan.report.internal.table.TableReporter;
import org.jspecify.annotations.Nullable;

/** {@code ./kasan bench}: one table of what the model takes beside native code. */
public final class Bench {
  private static final int BAD_REQUEST = 2;

  private static final Map<String, Reporter> REPORTERS =
      Map.of("table", new TableReporter(), "json", new JsonReporter(), "csv", new CsvReporter());

  private boolean quick;
  private Set<String> only = Set.of();
  private String format = "";
  private @Nullable Path out;

  private Bench() {}

  /**
   * @param arguments as {@code ./kasan bench --help} says
   */
  public static void main(String[] arguments) {
    var bench = new Bench();
    String wrong = bench.read(arguments);
    if (!wrong.isEmpty()) {
      System.err.println("kasan: bench: " + wrong);
      System.exit(BAD_REQUEST);
    }
    bench.write(new BenchResult(HostMachine.words(), bench.rows()));
    System.exit(0);
  }

  /** Returns what is wrong with the arguments, or nothing. */
  private String read(String[] arguments) {
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      String value = equals < 0 ? "" : argument.substring(equals + 1);
      switch (name) {
        case "--quick" -> quick = true;
        case "--only" -> only = Set.of(value.split(","));
        case "--format" -> format = value;
        case "--out" -> out = Path.of(value);
        default -> {
          return "unknown option '" + argument + "'; known: --quick, --only=, --format=, --out=";
        }
      }
    }
    if (format.isEmpty()) {
      String file = out == null ? "" : out.toString();
      format = file.endsWith(".json") ? "json" : file.endsWith(".csv") ? "csv" : "table";
    }
    if (!REPORTERS.containsKey(format)) {
      return "unknown reporter '" + format + "'; known: csv, json, table";
    }
    for (String each : only) {
      if (!measures().containsKey(each)) {
        return "nothing is called '" + each + "'; known: " + String.join(", ", measures().keySet());
      }
    }
    return "";
  }

  private List<Row> rows() {
    var rows = new ArrayList<Row>();
    measures()
        .forEach(
            (name, measure) -> {
              if (only.isEmpty() || only.contains(name)) {
                System.err.println("kasan: bench: " + name);
                rows.addAll(measure.get());
              }
            });
    return rows;
  }

  private Map<String, Supplier<List<Row>>> measures() {
    var jmh = new Measurements(quick);
    var commands =
        new WholeCommands(
            Path.of(System.getProperty("kasan.bench.product", "kasan")),
            Path.of(System.getProperty(ReadBench.RECORDING, "recordings/tree-cold")),
            quick ? 3 : 7);
    Map<String, Supplier<List<Row>>> measures = new LinkedHashMap<>();
    measures.put("check", () -> quick ? quickChecks(jmh) : jmh.run(CheckBench.class));
    measures.put(
        "fill",
        () ->
            quick
                ? jmh.run(PoisonBench.class, "bytes", "4096,262144", "scheme", "original")
                : jmh.run(PoisonBench.class));
    measures.put(
        "pairs",
        () ->
            quick
                ? jmh.run(AllocationBench.class, "request", "kmalloc-64")
                : jmh.run(AllocationBench.class));
    measures.put(
        "read",
        () -> quick ? jmh.run(ReadBench.class, "tool", "zstdcat") : jmh.run(ReadBench.class));
    measures.put("compare", () -> commands.compare(!quick));
    measures.put("swap", () -> swaps(jmh));
    measures.put(
        "start",
        () ->
            commands.starts(
                quick ? List.of("version") : List.of("", "version", "schemes", "help")));
    measures.put("heap", this::heaps);
    return measures;
  }

  private static List<Row> quickChecks(Measurements jmh) {
    var rows =
        new ArrayList<>(
            jmh.run(
                CheckBench.class, "instrumentation", "inline", "order", "sequential", "mib", "64"));
    rows.addAll(
        jmh.run(
            CheckBench.class,
            "instrumentation",
            "inline",
            "order",
            "random",
            "mib",
            "4096",
            "oracle",
            "on"));
    return rows;
  }

  private List<Row> swaps(Measurements jmh) {
    return quick
        ? jmh.run(SwapPauseBench.class, "scheme", "page", "ramGib", "1")
        : jmh.run(SwapPauseBench.class);
  }

  private List<Row> heaps() {
    var rows = new ArrayList<Row>();
    for (String scheme : quick ? List.of("original") : List.of("original", "page", "ondemand")) {
      for (int gib : quick ? new int[] {16} : new int[] {1, 16, 256}) {
        rows.add(HeapOfRam.measure(scheme, gib, false));
        rows.add(HeapOfRam.measure(scheme, gib, true));
      }
    }
    return rows;
  }

  private void write(BenchResult result) {
    Reporter reporter = REPORTERS.get(format);
    if (reporter == null) {
      throw new IllegalStateException(format);
    }
    try {
      if (out == null) {
        reporter.write(result, System.out);
        return;
      }
      try (OutputStream to = Files.newOutputStream(out)) {
        reporter.write(result, to);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
