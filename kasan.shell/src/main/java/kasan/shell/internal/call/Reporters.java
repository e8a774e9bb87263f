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

  private final SortedMap<String, Reporter> byName = new TreeMap<>();
  private final SortedMap<String, Reporter> byEnding = new TreeMap<>();

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
    if (name(properties).isEmpty() || byName.putIfAbsent(name(properties), reporter) != null) {
      return;
    }
    Object endings = properties.get(ReporterInfo.PREFIX_ + "extensions");
    List<String> all =
        endings instanceof String[] several
            ? List.of(several)
            : endings == null ? List.of() : List.of(endings.toString());
    all.forEach(ending -> byEnding.putIfAbsent(ending, reporter));
  }

  private static String name(Map<String, Object> properties) {
    Object name = properties.get(ReporterInfo.PREFIX_ + "name");
    return name == null ? "" : name.toString();
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer ranking ? ranking : 0;
  }

  /** What a user reads who asks for nothing else. */
  Reporter standard() {
    return named(STANDARD);
  }

  /**
   * @throws BadInputException when there is none of this name
   */
  Reporter named(String name) {
    Reporter reporter = byName.get(name);
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
  Reporter forFile(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    Reporter reporter = name.contains(".") ? byEnding.get(ending) : null;
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

  /** Names, ascending. */
  SortedSet<String> names() {
    return new TreeSet<>(byName.keySet());
  }
}
