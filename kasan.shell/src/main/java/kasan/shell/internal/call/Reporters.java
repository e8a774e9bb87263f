// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Extensions;

/** Reporters that are there at one moment, by name and by file ending. */
final class Reporters {
  private static final String STANDARD = "table";

  private final Extensions<Reporter> all;
  private final SortedMap<String, Known> byName = new TreeMap<>();
  private final SortedMap<String, Known> byEnding = new TreeMap<>();

  /**
   * One reporter.
   *
   * @param name for {@code --format}
   * @param binary true if what it writes is no text
   * @param charts that it can write, each alone; empty for none
   */
  record Known(String name, boolean binary, List<String> charts, Reporter reporter) {}

  Reporters(Extensions<Reporter> all) {
    this.all = all;
    for (Extension<Reporter> each : all.ranked()) {
      var known =
          new Known(
              each.name(),
              each.flag(ReporterInfo.PREFIX_ + "binary", false),
              each.words(ReporterInfo.PREFIX_ + "charts"),
              each.service());
      byName.put(known.name(), known);
      each.words(ReporterInfo.PREFIX_ + "extensions")
          .forEach(ending -> byEnding.putIfAbsent(ending, known));
    }
  }

  /** What a user reads who asks for nothing else. */
  Known standard() {
    return named(STANDARD);
  }

  /**
   * @throws BadInputException when there is none of this name
   */
  Known named(String name) {
    Known known = byName.get(all.get(name).name());
    if (known == null) {
      throw new IllegalStateException(name);
    }
    return known;
  }

  /**
   * The reporter for the ending of a file name.
   *
   * @throws BadInputException when there is none for it
   */
  Known forFile(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Known reporter = name.contains(".") ? byEnding.get(ending) : null;
    if (reporter == null) {
      throw new BadInputException(
          "--out "
              + file
              + ": no format goes with that ending; known: ."
              + String.join(", .", byEnding.keySet())
              + "; or choose one with --format");
    }
    return reporter;
  }

  /** Names of charts that some reporter can write, ascending. */
  SortedSet<String> charts() {
    var charts = new TreeSet<String>();
    byName.values().forEach(known -> charts.addAll(known.charts()));
    return charts;
  }

  /** Names of reporters that can write one chart, ascending. */
  SortedSet<String> chartFormats() {
    var names = new TreeSet<String>();
    byName.values().stream()
        .filter(known -> !known.charts().isEmpty())
        .forEach(known -> names.add(known.name()));
    return names;
  }

  /** Names, ascending. */
  SortedSet<String> names() {
    return all.names();
  }
}
