// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import org.jspecify.annotations.Nullable;

/** A report whose end was not seen yet: takes lines, one after the other. */
final class OpenReport {
  /** What a line did to the report. */
  enum Taken {
    /** It went on. */
    OPEN,
    /** It ended with this line. */
    ENDED,
    /** It had ended before this line, which is none of its. */
    NOT_MINE
  }

  private static final int RULE = 66;
  private static final int SHORTEST_RULE = 40;
  private static final int ROWS = 5;
  private static final int SAMPLES = 3;
  private static final List<String> OTHER_REPORTS =
      List.of("------------[ cut here", "Kernel panic - not syncing", "Rebooting in ");

  /** SLUB's own report within that of kernels before 4.7, and what else says nothing new. */
  private static final List<String> ELSEWHERE_SAID =
      List.of(
          "=".repeat(RULE + 1),
          "-".repeat(RULE),
          "Disabling lock debugging due to kernel taint",
          "INFO: Slab 0x",
          "Bytes b4 ",
          "Object ",
          "Redzone ",
          "Padding ",
          "Unexpected shadow byte:");

  private final Title title;
  private final LogLine first;
  private final InfoPart info;
  private final List<PartReader> parts;
  private @Nullable PartReader current;
  private boolean closed;
  private int unreadLines;
  private final List<String> unreadSamples = new ArrayList<>();

  OpenReport(Title title, LogLine first) {
    this.title = title;
    this.first = first;
    this.info = new InfoPart(title.fault());
    AccessPart access = new AccessPart(title.access(), title.address());
    this.parts =
        List.of(
            access,
            info,
            new TrackPart(),
            new ObjectPart(),
            new VariablePart(),
            new StackPart(),
            new VmallocPart(),
            new PagePart(),
            new MemoryPart());
    this.current = title.fault() ? info : access;
  }

  /** Takes a line. */
  Taken take(String text) {
    String line = text.stripLeading();
    if (line.isBlank()) {
      return Taken.OPEN;
    }
    if (line.startsWith("---[ end trace") || rule(line.stripTrailing())) {
      closed = true;
      return Taken.ENDED;
    }
    if (startsWithOneOf(line, OTHER_REPORTS)) {
      return Taken.NOT_MINE;
    }
    for (PartReader part : parts) {
      if (part.opens(line)) {
        current = part;
        return Taken.OPEN;
      }
    }
    if ((current == null || !current.goesOn(text)) && !startsWithOneOf(line, ELSEWHERE_SAID)) {
      unreadLines++;
      if (unreadSamples.size() < SAMPLES) {
        unreadSamples.add(line.strip());
      }
    }
    return Taken.OPEN;
  }

  private static boolean startsWithOneOf(String line, List<String> starts) {
    for (String start : starts) {
      if (line.startsWith(start)) {
        return true;
      }
    }
    return false;
  }

  /** KASAN's line of 66 equal signs; SLUB's is longer, and does not end a report. */
  private static boolean rule(String line) {
    if (line.length() > RULE || line.length() < SHORTEST_RULE) {
      return false;
    }
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) != '=') {
        return false;
      }
    }
    return true;
  }

  /** What was read. */
  ParsedReport finish() {
    Finding.Builder builder =
        Finding.of(title.bugClass()).function(title.function()).faultRange(title.faultRange());
    for (PartReader part : parts) {
      part.give(builder);
    }
    Finding finding = builder.build();
    return new ParsedReport(
        finding, first.number(), first.time(), cutShort(finding), unreadLines, unreadSamples);
  }

  /** A rule may be that of the next report, so what it closes must have a trace to be whole. */
  private boolean cutShort(Finding finding) {
    if (finding.callTrace().isEmpty()) {
      return true;
    }
    if (closed || title.fault()) {
      return false;
    }
    MemoryState state = finding.memoryState();
    return state == null || state.rows().size() < ROWS;
  }
}
