// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.results;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Two results, held against each other.
 *
 * @param a the first
 * @param b the second
 * @param threshold in percent; null where none was given
 * @param settings what was asked for and differs
 * @param listed parts that are told row by row
 * @param others parts that are told in sum
 */
record Difference(
    KeptResult a,
    KeptResult b,
    @Nullable BigDecimal threshold,
    List<Change> settings,
    List<Part> listed,
    List<Part> others) {
  private static final String ROWS = "rows";

  /**
   * Compares.
   *
   * @param asked names of parts to list besides the rows and what stands outside of lists
   * @throws BadInputException when neither result has such a part
   */
  static Difference of(
      KeptResult a, KeptResult b, @Nullable BigDecimal threshold, List<String> asked) {
    Tree first = Tree.of(a.result().tree());
    Tree second = Tree.of(b.result().tree());
    Map<String, Part> parts = parts(first, second);
    for (String name : asked) {
      if (!parts.containsKey(name)) {
        throw BadInputException.unknownName("part", name, new TreeSet<>(parts.keySet()));
      }
    }
    var listed = new ArrayList<Part>();
    listed.add(Part.of(first.values(), second.values()));
    var others = new ArrayList<Part>();
    boolean all = !parts.containsKey(ROWS);
    parts.forEach(
        (name, part) ->
            (all || name.equals(ROWS) || asked.contains(name) ? listed : others).add(part));
    List<Change> settings = Part.of(first.asked(), second.asked()).changes();
    return new Difference(a, b, threshold, settings, listed, others);
  }

  private static Map<String, Part> parts(Tree a, Tree b) {
    var parts = new LinkedHashMap<String, Part>();
    a.lists()
        .forEach(
            (name, rows) ->
                parts.put(name, Part.of(name, rows, b.lists().getOrDefault(name, List.of()))));
    b.lists()
        .forEach((name, rows) -> parts.computeIfAbsent(name, n -> Part.of(n, List.of(), rows)));
    return parts;
  }

  boolean sameVerb() {
    return a.verb().equals(b.verb());
  }

  boolean sameVersion() {
    return a.version().equals(b.version());
  }

  boolean sameInput() {
    return a.sameInput(b);
  }

  /** Whether a figure, a word or a row differs anywhere. */
  boolean differs() {
    return listed.stream().anyMatch(Part::differs) || others.stream().anyMatch(Part::differs);
  }

  /** Whether a change passes the threshold; without one whether anything differs. */
  boolean passes() {
    BigDecimal limit = threshold;
    return !sameVerb()
        || (limit == null ? differs() : listed.stream().anyMatch(part -> part.passes(limit)));
  }
}
