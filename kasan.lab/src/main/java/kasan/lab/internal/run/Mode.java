// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.function.BooleanSupplier;
import kasan.lab.api.run.RunState;

/** What a run was told to do, and what it waits for. The run's thread alone uses it. */
final class Mode {
  boolean held;

  /** Whether it is to end when the source does, which was asked to. */
  boolean ending;

  /** Asks the source to come to its end; false when it has one of its own, or is not open yet. */
  BooleanSupplier endSoon = () -> false;

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
