// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.ArrayList;
import java.util.List;
import kasan.explain.internal.frame.ProcessorLine;
import kasan.explain.internal.part.AccessPart;
import kasan.explain.internal.part.InfoPart;
import kasan.explain.internal.part.MemoryPart;
import kasan.explain.internal.part.ObjectPart;
import kasan.explain.internal.part.PagePart;
import kasan.explain.internal.part.PartReader;
import kasan.explain.internal.part.StackPart;
import kasan.explain.internal.part.TrackPart;
import kasan.explain.internal.part.VariablePart;
import kasan.explain.internal.part.VmallocPart;
import kasan.explain.internal.prefix.LogLine;
import kasan.explain.internal.prefix.Prefixes;
import kasan.explain.internal.prefix.Stamp;
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
  private static final int SHORTEST_RULE = 56;
  private static final int ROWS = 5;
  private static final int MAX_INLINED = 32;

  /** Lines of others in a row after which nothing is expected any more. */
  private static final int LONGEST_GAP = 400;

  private static final List<String> ENDS = List.of("Kernel panic - not syncing", "Rebooting in ");

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

  private final LogLine first;
  private final InfoPart info;
  private final AccessPart access;
  private final TrackPart tracks = new TrackPart();
  private final StackPart stack = new StackPart();
  private final PagePart page = new PagePart();
  private final MemoryPart memory = new MemoryPart();
  private final List<PartReader> parts;
  private final Intrusion intrusion = new Intrusion();
  private final UnreadLines unread = new UnreadLines();
  private final List<String> inlined = new ArrayList<>();
  private Title title;
  private @Nullable PartReader current;
  private boolean trusted;
  private boolean awaitsFault;
  private boolean closed;
  private int lines;
  private int understood;
  private String nextLine = "";

  /**
   * @param faultSeen whether the line of the fault itself was there already
   * @param knownPrefix whether other reports of the log have lines like the title
   */
  OpenReport(Title title, LogLine first, boolean faultSeen, boolean knownPrefix) {
    this.title = title;
    this.first = first;
    this.info = new InfoPart(title.fault());
    this.access = new AccessPart(title.access(), title.address());
    this.parts =
        List.of(
            access,
            info,
            tracks,
            new ObjectPart(),
            new VariablePart(),
            stack,
            new VmallocPart(),
            page,
            memory);
    this.current = title.fault() ? info : access;
    this.awaitsFault = title.kind() == Title.Kind.OLD_FAULT && !faultSeen;
    this.trusted = knownPrefix || isOfLog(first.prefix());
  }

  /** Whether what stands in front of a title is enough to tell it from a sentence. */
  static boolean isOfLog(String prefix) {
    return !hasLetterOrDigit(prefix) && !isDiff(prefix) || Stamp.isOfLog(prefix);
  }

  private static boolean hasLetterOrDigit(String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (Character.isLetterOrDigit(prefix.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDiff(String prefix) {
    return prefix.startsWith("+") || prefix.startsWith("-");
  }

  /** Its bug class. */
  String bugClass() {
    return title.bugClass();
  }

  /** What stood in front of its title. */
  String prefix() {
    return first.prefix();
  }

  /** Whether it is a report, and not a sentence that holds the words of a title. */
  boolean isReport() {
    return trusted;
  }

  /** Takes another title as one for the same report, which a symbolizer printed for each frame. */
  boolean isRetitledBy(Title other) {
    if (understood > 0 || !title.inlined() || !other.bugClass().equals(title.bugClass())) {
      return false;
    }
    if (title.function() != null && inlined.size() < MAX_INLINED) {
      inlined.add(title.function().name());
    }
    title = other;
    return true;
  }

  /** Whether it only counts such frames as a line is one. */
  boolean isFull(LogLine line) {
    return current != null
        && current.isFull()
        && !awaitsFault
        && !intrusion.isActive()
        && isFrame(line.text());
  }

  /** Counts frames that it does not keep. */
  void leaveOut(int frames) {
    if (current != null) {
      current.leaveOut(frames);
    }
  }

  /** Takes a line. */
  Taken take(LogLine logLine) {
    String text = logLine.text();
    String line = text.strip();
    if (line.isEmpty()) {
      return Taken.OPEN;
    }
    lines++;
    if (unread.gap() > LONGEST_GAP) {
      return Taken.NOT_MINE;
    }
    if (isFrame(text)) {
      return takeOwn(logLine, text, line, true);
    }
    if (line.startsWith("---[ end trace")) {
      if (intrusion.isActive()) {
        intrusion.end();
        return Taken.OPEN;
      }
      understand(logLine);
      closed = true;
      return Taken.ENDED;
    }
    if (isRule(line)) {
      understand(logLine);
      closed = true;
      return Taken.ENDED;
    }
    if (startsWithOneOf(line, ENDS)) {
      return Taken.NOT_MINE;
    }
    return takeOwn(logLine, text, line, false);
  }

  private Taken takeOwn(LogLine logLine, String text, String line, boolean frame) {
    if (belongs(text, line, frame)) {
      understand(logLine);
    } else if (!startsWithOneOf(line, ELSEWHERE_SAID) && !UnreadLines.isField(line)) {
      unread.add(line);
      if (understood == 0 && nextLine.isEmpty()) {
        nextLine = logLine.prefix() + line;
      }
    }
    return Taken.OPEN;
  }

  /** A frame opens no part, so only the part that was opened last can have it. */
  private static boolean isFrame(String text) {
    return text.startsWith(" ") && text.indexOf("+0x") > 0;
  }

  private boolean belongs(String text, String line, boolean frame) {
    if (frame && !awaitsFault && !intrusion.isActive()) {
      return current != null && current.goesOn(text);
    }
    if (awaitsFault) {
      awaitsFault = !Faults.begins(line) && !InfoPart.isInstruction(line);
      if (awaitsFault) {
        return false;
      }
    }
    if (intrudes(line)) {
      intrusion.begin(false);
      return false;
    }
    if (info.isSecondTrace(line)) {
      intrusion.begin(true);
      return false;
    }
    if (intrusion.isActive()) {
      boolean ownProcessor =
          info.wantsInfo() && line.startsWith("CPU: ") && !isOfOther(ProcessorLine.pid(line));
      if (ownProcessor && access.pid() != null) {
        intrusion.end();
      } else if (intrusion.owns(line)) {
        return false;
      }
    }
    String flushLeft = text.stripLeading();
    for (PartReader part : parts) {
      if (part.opens(flushLeft)) {
        if (part != info) {
          intrusion.end();
        }
        current = part;
        return true;
      }
    }
    return current != null && current.goesOn(text);
  }

  private boolean intrudes(String line) {
    if (line.startsWith("CPU: ")) {
      return isOfOther(ProcessorLine.pid(line));
    }
    return Intrusion.starts(line) && !(title.fault() && Faults.begins(line));
  }

  private boolean isOfOther(@Nullable Long pid) {
    Long mine = access.pid();
    return pid != null && mine != null && !pid.equals(mine);
  }

  private void understand(LogLine line) {
    understood++;
    unread.commit();
    if (!trusted) {
      boolean next = lines <= 2 && access.pid() != null;
      trusted = next || Prefixes.alike(first.prefix(), line.prefix());
    }
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
  private static boolean isRule(String line) {
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

  /**
   * What was read.
   *
   * @param pool that keeps equal parts once; null where reports are not kept
   */
  ParsedReport finish(@Nullable Pool pool) {
    Finding.Builder builder =
        Finding.of(title.bugClass()).function(title.function()).faultRange(title.faultRange());
    for (PartReader part : parts) {
      part.give(builder);
    }
    Finding built = builder.build();
    Finding finding = pool == null ? built : pool.shared(built);
    boolean titleOnly = understood == 0;
    int leftOut =
        info.leftOut() + tracks.leftOut() + stack.leftOut() + page.leftOut() + memory.leftOut();
    return new ParsedReport(
        finding,
        first.number(),
        first.time(),
        cutShort(finding, titleOnly),
        titleOnly,
        titleOnly ? nextLine : "",
        inlined,
        unread.count(),
        unread.samples(),
        leftOut);
  }

  /** A rule may be that of the next report, so what it closes must have a trace to be whole. */
  private boolean cutShort(Finding finding, boolean titleOnly) {
    if (titleOnly) {
      return nextLine.isEmpty();
    }
    if (closed && unread.count() > understood) {
      return false; // it stands there, but with something in front that is not known
    }
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
