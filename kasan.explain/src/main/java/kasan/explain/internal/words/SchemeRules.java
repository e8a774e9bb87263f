// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which scheme finds which kind of bug: the table {@code schemes.txt} beside this class, a rule a
 * line, {@code schemes | kind | verdict | reason}.
 */
public final class SchemeRules {
  private final Set<String> schemes = new LinkedHashSet<>();
  private final Map<String, SchemeVerdict> rules = new HashMap<>();

  /** Reads the table. */
  public SchemeRules() {
    for (String line : Table.lines("schemes.txt")) {
      rule(line);
    }
  }

  private void rule(String line) {
    String[] cells = line.split("\\|", -1);
    if (cells.length != 4 || !SchemeVerdict.VERDICTS.contains(cells[2].strip())) {
      throw new IllegalStateException("schemes.txt: " + line);
    }
    for (String scheme : cells[0].split(",", -1)) {
      SchemeVerdict verdict = new SchemeVerdict(scheme.strip(), cells[2].strip(), cells[3].strip());
      schemes.add(verdict.scheme());
      rules.put(verdict.scheme() + " " + cells[1].strip(), verdict);
    }
  }

  /** The verdict of every scheme on a kind of bug, in the order of the table. */
  List<SchemeVerdict> on(BugKind kind) {
    List<SchemeVerdict> verdicts = new ArrayList<>();
    for (String scheme : schemes) {
      SchemeVerdict verdict = find(scheme, kind);
      if (verdict != null) {
        verdicts.add(verdict);
      }
    }
    return verdicts;
  }

  /** The kinds that any scheme has a rule for. */
  Set<String> kinds() {
    Set<String> kinds = new TreeSet<>();
    for (String rule : rules.keySet()) {
      kinds.add(rule.substring(rule.indexOf(' ') + 1));
    }
    return kinds;
  }

  private @Nullable SchemeVerdict find(String scheme, BugKind kind) {
    for (BugKind each = kind; each != null; each = each.general()) {
      SchemeVerdict verdict = rules.get(scheme + " " + each.key());
      if (verdict != null) {
        return verdict;
      }
    }
    return null;
  }
}
