// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class UndoTest {
  private final List<String> done = new ArrayList<>();

  @Test
  void theLastStepIsUndoneFirstAndAFailureStopsNone() throws IOException {
    try (Undo undo = new Undo()) {
      undo.add(() -> done.add("first"));
      undo.add(
          () -> {
            throw new IOException("no");
          });
      undo.add(() -> done.add("last"));
    }
    assertEquals(List.of("last", "first"), done);
  }

  @Test
  void aStepThatWasUndoneEarlyIsNotUndoneAgain() throws IOException {
    try (Undo undo = new Undo()) {
      Undo.Step step = undo.add(() -> done.add("early"));
      step.undo();
      step.undo();
      undo.add(() -> done.add("late"));
    }
    assertEquals(List.of("early", "late"), done);
  }

  @Test
  void afterTheEndAStepIsUndoneAtOnce() {
    Undo undo = new Undo();
    undo.close();
    assertThrows(IOException.class, () -> undo.add(() -> done.add("at once")));
    assertEquals(List.of("at once"), done);
  }

  @Test
  void afterTheEndNothingIsChanged() {
    Undo undo = new Undo();
    undo.close();
    assertThrows(
        IOException.class, () -> undo.change(() -> done.add("change"), () -> done.add("undone")));
    assertThrows(IOException.class, () -> undo.within(() -> done.add("work")));
    assertEquals(List.of(), done);
  }

  @Test
  void aChangeThatFailsHalfWayIsUndone() {
    try (Undo undo = new Undo()) {
      assertThrows(
          IOException.class,
          () ->
              undo.change(
                  () -> {
                    done.add("half");
                    throw new IOException("no");
                  },
                  () -> done.add("undone")));
    }
    assertEquals(List.of("half", "undone"), done);
  }

  @Test
  void stepsAreNotDisturbedByAnInterrupt() {
    Undo undo = new Undo();
    assertDoesNotThrow(() -> undo.add(() -> done.add("" + Thread.currentThread().isInterrupted())));
    Thread.currentThread().interrupt();
    undo.close();
    assertEquals(List.of("false"), done);
    assertTrue(Thread.interrupted(), "it is still there afterwards");
  }
}
