// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.SlabObject.State;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;

/** Says who allocated and freed the object, and which of its lives that was. */
final class History {
  private static final int FREED_FIRST = 0xFA;
  private static final int FREED = 0xFB;
  private static final long MICROS = 1_000_000;

  private final Finding finding;
  private final Diagnosis diagnosis;
  private final Helpers helpers;

  History(Diagnosis diagnosis, Helpers helpers) {
    this.diagnosis = diagnosis;
    this.finding = diagnosis.finding();
    this.helpers = helpers;
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    Track allocated = finding.allocated();
    Track freed = finding.freed();
    if (allocated != null) {
      sentences.add(overwritten("allocated", allocated, "Allocated " + by(allocated) + "."));
    }
    if (freed != null) {
      sentences.add(overwritten("freed", freed, free(allocated, freed)));
    }
    List<StackTrace> work = finding.relatedWork();
    if (!work.isEmpty()) {
      Symbol last = helpers.responsible(work.get(0));
      sentences.add(
          "Work on it was queued before"
              + (last == null ? "" : ", the last time through " + last.name())
              + ".");
    }
    return sentences;
  }

  private String free(@Nullable Track allocated, Track freed) {
    if (allocated != null && isOfEarlierLife(allocated, freed)) {
      return "It lives: the memory had been freed "
          + by(freed)
          + " before it was allocated again, so that free belongs to an earlier object.";
    }
    return "Freed " + by(freed) + after(allocated, freed) + ".";
  }

  /** Kernels keep the record of a free until the next one, also while the object lives again. */
  private boolean isOfEarlierLife(Track allocated, Track freed) {
    Long from = allocated.micros();
    Long to = freed.micros();
    if (from != null && to != null) {
      return to < from;
    }
    SlabObject object = finding.object();
    State state =
        object == null || object.region() == null ? State.NOT_SAID : object.region().state();
    if (state != State.NOT_SAID) {
      return state == State.ALLOCATED;
    }
    int shadow = diagnosis.badShadow();
    return finding.bugClass().equals("slab-out-of-bounds")
        && shadow != FREED
        && shadow != FREED_FIRST;
  }

  private static String overwritten(String what, Track track, String sentence) {
    String pattern = Poison.ofTask(track.pid());
    return pattern == null
        ? sentence
        : "The record of who "
            + what
            + " it is overwritten: task "
            + Long.toUnsignedString(track.pid())
            + " is "
            + pattern
            + ".";
  }

  private String by(Track track) {
    Symbol function = helpers.responsible(track.stack());
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
    if (allocated == null
        || allocated.micros() == null
        || freed.micros() == null
        || Poison.ofTask(allocated.pid()) != null) {
      return "";
    }
    long micros = freed.micros() - allocated.micros();
    return String.format(Locale.ROOT, ", %d.%06d s later", micros / MICROS, micros % MICROS);
  }
}
