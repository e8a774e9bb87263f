// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import kasan.api.workload.EventSource;
import kasan.lab.api.run.RunState;
import org.jspecify.annotations.Nullable;

/** What a run was told to do, and what it waits for. The run's thread alone uses it. */
final class Mode {
  boolean held;

  /** Whether it is to end when the source does, which was asked to. */
  boolean ending;

  /** Where the operations come from; null before it is open. */
  @Nullable EventSource source;

  boolean ended;
  boolean counting;

  /** Whether all that the source has so far is done, and it will say when it has more. */
  boolean nothingYet;

  /** The scheme that the run waits for; empty when it waits for none. */
  String waitsFor = "";

  /** Whether the next run may end otherwise, because something hung. */
  boolean nondeterministic;

  /** Operations in all; -1 while nobody has counted. */
  long operations = -1;

  /** Asks the source to come to its end; false when it has one of its own, or is not open yet. */
  boolean endsSoon() {
    return source != null && source.endSoon();
  }

  /** Which part is done; negative where nobody knows. */
  double share() {
    return source == null ? -1 : source.share();
  }

  /** Whether no operation is done until somebody says so. */
  boolean standsStill() {
    return nothingYet || !ending && (held || !waitsFor.isEmpty());
  }

  RunState state() {
    if (ended || ending) {
      return RunState.ENDING;
    } else if (!waitsFor.isEmpty()) {
      return RunState.WAITING;
    } else if (held) {
      return RunState.HELD;
    } else if (nothingYet) {
      return RunState.FOLLOWING;
    }
    return counting ? RunState.COUNTING : RunState.RUNNING;
  }
}
