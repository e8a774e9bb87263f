// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import static kasan.explain.internal.words.Phrases.address;
import static kasan.explain.internal.words.Phrases.bytes;
import static kasan.explain.internal.words.Phrases.shadow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.explain.internal.words.ShadowMap.Run;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Access.Kind;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Tags;
import org.jspecify.annotations.Nullable;

/** The sentences that explain a finding, in reading order. */
final class Wording {
  private static final int RUNS_BEFORE = 2;
  private static final int RUNS_BEHIND = 2;
  private static final int RUNS_TO_OBJECT = 4;

  private final Diagnosis diagnosis;
  private final Helpers helpers;
  private final Finding finding;
  private final List<String> sentences = new ArrayList<>();

  private Wording(Diagnosis diagnosis, Helpers helpers) {
    this.diagnosis = diagnosis;
    this.helpers = helpers;
    this.finding = diagnosis.finding();
  }

  /** The sentences of a diagnosis. */
  static List<String> of(Diagnosis diagnosis, Helpers helpers) {
    Wording wording = new Wording(diagnosis, helpers);
    wording.happened();
    wording.sentences.addAll(Place.of(diagnosis));
    wording.shadowByte();
    wording.dump();
    wording.sentences.addAll(new History(diagnosis, helpers).sentences());
    wording.sentences.addAll(BugClasses.about(diagnosis));
    return wording.sentences;
  }

  private void happened() {
    Symbol function = finding.function();
    Access access = finding.access();
    Symbol guilty = helpers.guilty(finding);
    if (function != null && Helpers.isThunk(function)) {
      indirectCall(function, guilty);
      return;
    }
    String who = guilty == null ? "The kernel" : guilty.name();
    if (function != null && guilty != null && !guilty.name().equals(function.name())) {
      who =
          helpers.isHelper(function)
              ? function.name() + ", called by " + guilty.name() + ","
              : function.name() + ", in its inlined " + guilty.name() + ",";
    }
    if (access != null) {
      sentences.add(who + " " + did(access) + by(access) + ".");
      return;
    }
    FaultRange range = finding.faultRange();
    if (range != null) {
      String likelihood = range.likelihood().isEmpty() ? "" : range.likelihood() + " ";
      sentences.add(
          who
              + " "
              + likelihood
              + "accessed an address from "
              + address(range.first())
              + " to "
              + address(range.last())
              + "; the inline check read its shadow, which is not mapped, and faulted.");
    } else if (function == null && finding.bugClass().equals("invalid-access")) {
      sentences.add(
          "The hardware saw a tag that does not match, and said so later:"
              + " neither the access nor its address are known.");
    } else {
      sentences.add(who + " made an access that the report does not tell.");
    }
  }

  /** The function that called is in the trace; the trampoline holds no bug. */
  private void indirectCall(Symbol thunk, @Nullable Symbol guilty) {
    FaultRange range = finding.faultRange();
    sentences.add(
        (guilty == null || guilty.equals(thunk) ? "The kernel" : guilty.name())
            + " made an indirect call through a bad pointer, in "
            + thunk.name()
            + (range == null
                ? "."
                : ": to an address from "
                    + address(range.first())
                    + " to "
                    + address(range.last())
                    + "."));
  }

  private static String did(Access access) {
    Long address = access.address();
    String where = address == null ? "" : " at " + address(address);
    if (access.kind() == Kind.FREE) {
      return "was asked to free "
          + (address == null ? "an address that this kernel does not print" : address(address));
    }
    String verb = access.kind() == Kind.READ ? "read" : "wrote";
    if (access.size() == 0) {
      return verb + where;
    }
    String size = bytes(access.size());
    return access.size() < 0
        ? "was about to "
            + access.kind().word().toLowerCase(Locale.ROOT)
            + " "
            + size
            + " ("
            + access.size()
            + " as a signed number)"
            + where
        : verb + " " + size + where;
  }

  private String by(Access access) {
    List<String> parts = new ArrayList<>();
    if (!access.comm().isEmpty()) {
      parts.add("task " + access.comm() + "/" + access.pid());
    }
    if (finding.info() != null) {
      parts.add("CPU " + finding.info().cpu());
      if (!finding.info().release().isEmpty()) {
        parts.add("Linux " + finding.info().release());
      }
    }
    return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
  }

  private void shadowByte() {
    int value = diagnosis.badShadow();
    Tags tags = finding.tags();
    if (tags != null) {
      sentences.add(
          "The pointer has tag "
              + shadow(tags.pointer())
              + ", the memory tag "
              + shadow(tags.memory())
              + " ("
              + ShadowMeaning.of(tags.memory(), finding)
              + ").");
      return;
    }
    Long bad = diagnosis.badByte();
    ShadowMap map = diagnosis.map();
    if (value < 0 || map == null) {
      return;
    }
    String start = "The shadow byte of its granule is " + shadow(value) + ": ";
    if (value == 0) {
      boolean free = finding.access() != null && finding.access().kind() == Kind.FREE;
      sentences.add(
          start
              + (free
                  ? "all of it may be accessed, so what is wrong is the pointer."
                  : "all of it may be accessed; it changed since, or the access reaches farther."));
    } else if (value < map.granule()) {
      String which = bad == null ? "" : ", and this is byte " + (bad & (map.granule() - 1));
      sentences.add(
          start
              + (value == 1 ? "only the first" : "only the first " + value)
              + " of its "
              + map.granule()
              + " bytes may be accessed"
              + which
              + " (the first is 0).");
    } else {
      sentences.add(start + ShadowMeaning.of(value, finding) + ".");
    }
  }

  /**
   * The runs of equal shadow around the bad granule, from the start of the object if it is near.
   */
  private void dump() {
    ShadowMap map = diagnosis.map();
    Long bad = diagnosis.badByte();
    if (map == null || bad == null) {
      return;
    }
    List<Run> runs = map.runs();
    int guilty = runOf(runs, map, bad);
    if (guilty < 0) {
      return;
    }
    int from = Math.max(0, guilty - RUNS_BEFORE);
    if (finding.object() != null) {
      int object = runOf(runs, map, finding.object().address());
      if (object >= 0 && object <= guilty && guilty - object <= RUNS_TO_OBJECT) {
        from = object;
      }
    }
    int to = Math.min(runs.size(), guilty + 1 + RUNS_BEHIND);
    List<String> parts = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Run run = runs.get(i);
      String text = Phrases.run(run, map.granule(), ShadowMeaning.of(run.value(), finding));
      parts.add(i == guilty ? text + " - here -" : text);
    }
    sentences.add(
        "The shadow from "
            + address(runs.get(from).address())
            + " on: "
            + String.join(", then ", parts)
            + ".");
  }

  private static int runOf(List<Run> runs, ShadowMap map, long address) {
    for (int i = 0; i < runs.size(); i++) {
      Run run = runs.get(i);
      long bytes = (long) run.granules() * map.granule();
      if (Long.compareUnsigned(address - run.address(), bytes) < 0) {
        return i;
      }
    }
    return -1;
  }
}
