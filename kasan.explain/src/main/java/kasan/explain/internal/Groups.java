// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.explain.internal.log.ParsedReport;
import kasan.explain.internal.words.Helpers;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import org.jspecify.annotations.Nullable;

/**
 * Reports that are of one bug, as far as class, guilty function and the functions above it tell.
 */
final class Groups {
  private static final int FRAMES = 3;

  /** Kinds of bugs that are told apart; further ones are only counted. */
  private static final int MAX_GROUPS = 10_000;

  private final Helpers helpers;
  private final Map<Key, Group> groups = new HashMap<>();
  private int others;

  Groups(Helpers helpers) {
    this.helpers = helpers;
  }

  /** What reports of a group have in common. */
  record Key(String bugClass, @Nullable String function, List<String> frames) {}

  /** Reports with one key: how many, and the first and the last of them. */
  static final class Group {
    private final Key key;
    private int count;
    private ParsedReport first;
    private ParsedReport last;

    Group(Key key, ParsedReport first) {
      this.key = key;
      this.first = first;
      this.last = first;
    }

    Key key() {
      return key;
    }

    int count() {
      return count;
    }

    int firstLine() {
      return first.line();
    }

    @Nullable String firstTime() {
      return first.time().isEmpty() ? null : first.time();
    }

    int lastLine() {
      return last.line();
    }

    @Nullable String lastTime() {
      return last.time().isEmpty() ? null : last.time();
    }
  }

  /** Adds a report. */
  void add(ParsedReport report) {
    Finding finding = report.finding();
    Symbol guilty = helpers.guilty(finding);
    Key key =
        new Key(
            finding.bugClass(),
            guilty == null ? null : Helpers.plainName(guilty),
            helpers.top(finding.callTrace(), guilty, FRAMES).stream()
                .map(Helpers::plainName)
                .toList());
    Group group = groups.get(key);
    if (group == null) {
      if (groups.size() == MAX_GROUPS) {
        others++;
        return;
      }
      group = new Group(key, slim(report));
      groups.put(key, group);
    }
    group.count++;
    if (report.line() < group.first.line()) {
      group.first = slim(report);
    }
    if (report.line() > group.last.line()) {
      group.last = slim(report);
    }
  }

  /** A report of which only line and time are needed. */
  private static ParsedReport slim(ParsedReport report) {
    return new ParsedReport(
        Finding.of(report.finding().bugClass()).build(),
        report.line(),
        report.time(),
        report.cutShort(),
        report.titleOnly(),
        "",
        List.of(),
        0,
        List.of(),
        0);
  }

  /** The largest first, then in the order of the log. */
  List<Group> sorted() {
    List<Group> sorted = new ArrayList<>(groups.values());
    sorted.sort(
        Comparator.comparingInt(Group::count).reversed().thenComparingInt(Group::firstLine));
    return sorted;
  }

  /** Reports of more kinds than are told apart. */
  int others() {
    return others;
  }
}
