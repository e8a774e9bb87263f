// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import kasan.api.arch.ArchInfo;
import kasan.api.option.OptionSpec;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.WorkloadInfo;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.bill.LabResult;
import org.jspecify.annotations.Nullable;

/** What is there of one kind. */
public final class Listing {
  private final Inventory inventory;
  private final OptionRows options = new OptionRows();
  private final List<Map<String, @Nullable Object>> rows = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private Listing(Inventory inventory) {
    this.inventory = inventory;
  }

  /** Lists one kind, ascending by name. */
  public static Result of(Inventory inventory, ExtensionKind kind) {
    return new Listing(inventory).list(kind);
  }

  private Result list(ExtensionKind kind) {
    switch (kind) {
      case SCHEMES -> schemes();
      case ARCHS -> archs();
      case WORKLOADS -> workloads();
      case READERS -> readers();
      case REPORTERS -> reporters();
    }
    if (!options.isEmpty()) {
      sections.add(options.table());
    }
    notes(inventory.of(kind));
    String name = kind.name().toLowerCase(Locale.ROOT);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("kind", name);
    tree.put("rows", rows);
    return new LabResult(name, 0, tree, sections);
  }

  /** What an extension says; one that fails is listed all the same, with how it failed. */
  private <A> A asked(Supplier<A> question, A otherwise) {
    try {
      return question.get();
    } catch (ForeignFailure e) {
      failures.add(String.valueOf(e.getMessage()));
      return otherwise;
    }
  }

  private void schemes() {
    for (Extension<ShadowScheme> scheme : inventory.schemes().all()) {
      SchemeDescription facts = SchemeDescription.of(scheme.properties());
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("name", facts.name());
      row.put("title", facts.title());
      row.put("source", facts.source());
      row.put("granuleBytes", facts.granuleBytes() == 0 ? null : (long) facts.granuleBytes());
      row.put("instrumentation", Instrumentation.words(facts.instrumentation()));
      row.put("layoutClass", facts.layoutClass().word());
      row.put("vmalloc", facts.vmalloc());
      row.put("contender", facts.contender());
      row.put("staticCost", facts.staticCost());
      row.put("options", options.add(facts.name(), asked(scheme.service()::options, List.of())));
      rows.add(row);
    }
    KernelFactory kernels = inventory.kernels();
    if (kernels != null) {
      options.add("", kernels.replayOptions());
    }
    sections.add(
        table(
            "Schemes",
            new Column("name", "name", ""),
            new Column("granuleBytes", "granule", "bytes"),
            new Column("instrumentation", "instrumentation", ""),
            new Column("layoutClass", "layout class", ""),
            new Column("vmalloc", "vmalloc shadow", ""),
            new Column("staticCost", "stands from boot on", "")));
    var lines = new ArrayList<String>();
    for (Map<String, @Nullable Object> row : rows) {
      lines.add(row.get("name") + ": " + row.get("title"));
      lines.add("    " + row.get("source"));
    }
    sections.add(new Text("What each is, and where it comes from", lines));
  }

  private void archs() {
    for (var arch : inventory.archs().all()) {
      named(arch, ArchInfo.PREFIX_)
          .put("options", options.add(arch.name(), asked(arch.service()::options, List.of())));
    }
    sections.add(namesAndTitles("Architectures"));
  }

  private void workloads() {
    var shared = new SharedOptions("workload");
    for (var workload : inventory.workloads().all()) {
      List<OptionSpec> specs = asked(workload.service()::options, List.of());
      named(workload, WorkloadInfo.PREFIX_)
          .put("options", new OptionRows().add(workload.name(), specs));
      shared.add(workload.name(), specs);
    }
    sections.add(namesAndTitles("Workloads"));
    sections.addAll(shared.sections());
  }

  private void readers() {
    for (var reader : inventory.readers().all()) {
      named(reader, ReaderInfo.PREFIX_)
          .put(
              "options",
              options.add(asked(reader.service()::settings, Collections.emptySortedMap())));
    }
    sections.add(namesAndTitles("Readers of recordings"));
  }

  private void reporters() {
    for (var reporter : inventory.reporters().all()) {
      named(reporter, ReporterInfo.PREFIX_)
          .put("extensions", reporter.words(ReporterInfo.PREFIX_ + "extensions"));
    }
    sections.add(
        table(
            "Reporters",
            new Column("name", "--format", ""),
            new Column("extensions", "--out endings", ""),
            new Column("title", "what it is", "")));
  }

  private Map<String, @Nullable Object> named(Extension<?> extension, String prefix) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("name", extension.name());
    row.put("title", extension.text(prefix + "title"));
    rows.add(row);
    return row;
  }

  private Table namesAndTitles(String title) {
    return table(title, new Column("name", "name", ""), new Column("title", "what it is", ""));
  }

  private Table table(String title, Column... columns) {
    var cells = new ArrayList<List<@Nullable Object>>();
    for (Map<String, @Nullable Object> row : rows) {
      var line = new ArrayList<@Nullable Object>();
      for (Column column : columns) {
        line.add(cell(row.get(column.key())));
      }
      cells.add(line);
    }
    return new Table(title, List.of(columns), cells);
  }

  private static @Nullable Object cell(@Nullable Object value) {
    if (value instanceof List<?> words) {
      var text = new ArrayList<String>();
      words.forEach(word -> text.add(word.toString()));
      return text.isEmpty() ? null : String.join(" ", text);
    }
    if (value instanceof Boolean flag) {
      return flag ? "yes" : "no";
    }
    return value;
  }

  private void notes(Extensions<?> all) {
    var lines = new ArrayList<String>(failures);
    if (all.all().isEmpty()) {
      lines.add("there is none");
    }
    for (Extension<?> extension : all.outranked()) {
      lines.add(
          "another '"
              + extension.name()
              + "' ranks lower and is not used; 'why "
              + extension.name()
              + "' tells more");
    }
    for (Extensions.Unusable each : all.unusable()) {
      String from = each.component().isEmpty() ? "a service" : "component " + each.component();
      lines.add(from + " is there and cannot be used: " + each.reason());
    }
    if (!lines.isEmpty()) {
      sections.add(new Text("", lines));
    }
  }
}
