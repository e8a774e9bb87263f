// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;

/** Reporters that are there at one moment, by name and by file ending. */
final class Reporters {
  private static final String STANDARD = "table";

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

  /**
   * @param services with their properties; of one name the highest ranking is used
   */
  Reporters(Collection<Map.Entry<Map<String, Object>, Reporter>> services) {
    services.stream()
        .sorted(
            Comparator.<Map.Entry<Map<String, Object>, Reporter>>comparingInt(
                    service -> -ranking(service.getKey()))
                .thenComparing(service -> name(service.getKey())))
        .forEach(service -> add(service.getKey(), service.getValue()));
  }

  private void add(Map<String, Object> properties, Reporter reporter) {
    var known =
        new Known(
            name(properties),
            Boolean.TRUE.equals(properties.get(ReporterInfo.PREFIX_ + "binary")),
            words(properties, "charts"),
            reporter);
    if (known.name().isEmpty() || byName.putIfAbsent(known.name(), known) != null) {
      return;
    }
    words(properties, "extensions").forEach(ending -> byEnding.putIfAbsent(ending, known));
  }

  private static List<String> words(Map<String, Object> properties, String key) {
    Object words = properties.get(ReporterInfo.PREFIX_ + key);
    if (words instanceof String[] several) {
      return List.of(several);
    }
    return words == null ? List.of() : List.of(words.toString());
  }

  private static String name(Map<String, Object> properties) {
    Object name = properties.get(ReporterInfo.PREFIX_ + "name");
    return name == null ? "" : name.toString();
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }

  /** What a user reads who asks for nothing else. */
  Known standard() {
    return named(STANDARD);
  }

  /**
   * @throws BadInputException when there is none of this name
   */
  Known named(String name) {
    Known reporter = byName.get(name);
    if (reporter == null) {
      throw BadInputException.unknownName("format", name, byName.keySet());
    }
    return reporter;
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
    return new TreeSet<>(byName.keySet());
  }
}
