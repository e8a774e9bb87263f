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
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Tags;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;

/** The sentences that explain a finding, in reading order. */
final class Wording {
  private static final int RUNS_BEFORE = 2;
  private static final int RUNS_BEHIND = 2;
  private static final int RUNS_TO_OBJECT = 4;

  private final Diagnosis diagnosis;
  private final Finding finding;
  private final List<String> sentences = new ArrayList<>();

  private Wording(Diagnosis diagnosis) {
    this.diagnosis = diagnosis;
    this.finding = diagnosis.finding();
  }

  /** The sentences of a diagnosis. */
  static List<String> of(Diagnosis diagnosis) {
    Wording wording = new Wording(diagnosis);
    wording.happened();
    wording.sentences.addAll(Place.of(diagnosis));
    wording.shadowByte();
    wording.dump();
    wording.history();
    wording.sentences.addAll(BugClasses.about(diagnosis));
    return wording.sentences;
  }

  private void happened() {
    Symbol function = finding.function();
    Access access = finding.access();
    Symbol caller = Helpers.responsible(finding.callTrace());
    Symbol named = function == null ? caller : function;
    String who = named == null ? "The kernel" : named.name();
    if (function != null
        && caller != null
        && Helpers.isHelper(function)
        && !caller.name().equals(function.name())) {
      who += ", called by " + caller.name() + ",";
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
      parts.add("Linux " + finding.info().release());
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

  private void history() {
    Track allocated = finding.allocated();
    Track freed = finding.freed();
    if (allocated != null) {
      sentences.add("Allocated " + by(allocated) + ".");
    }
    if (freed != null) {
      sentences.add("Freed " + by(freed) + after(allocated, freed) + ".");
    }
    List<StackTrace> work = finding.relatedWork();
    if (!work.isEmpty()) {
      Symbol last = Helpers.responsible(work.get(0));
      sentences.add(
          "Work on it was queued before"
              + (last == null ? "" : ", the last time through " + last.name())
              + ".");
    }
  }

  private static String by(Track track) {
    Symbol function = Helpers.responsible(track.stack());
    String where = "";
    if (function != null) {
      where = " in " + function.name();
    } else if (track.stack().isEmpty()) {
      where = " (its stack is not available)";
    }
    String cpu = track.cpu() == null ? "" : " on CPU " + track.cpu();
    return "by task " + Long.toUnsignedString(track.pid()) + where + cpu;
  }

  private static String after(@Nullable Track allocated, Track freed) {
    if (allocated == null || allocated.micros() == null || freed.micros() == null) {
      return "";
    }
    long micros = freed.micros() - allocated.micros();
    return String.format(
        Locale.ROOT, ", %d.%06d s later", micros / 1_000_000, Math.abs(micros % 1_000_000));
  }
}
