// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kasan.kernel.internal.fixture.Tape;
import kasan.kernel.internal.fixture.TestArch;
import kasan.lab.api.kernel.Fidelity;
import kasan.lab.api.wall.Wall;
import org.junit.jupiter.api.Test;

class FidelityMeterTest {
  private static final int FRAMES = 1024;

  private final Tape tape = new Tape(FRAMES);

  FidelityMeterTest() {
    tape.after = new Tape.State();
    tape.after.flags = tape.before.flags.clone();
  }

  private void reported(int... pfns) {
    for (int pfn : pfns) {
      tape.after.flags[pfn] = Tape.SLAB;
    }
  }

  private void slab(int pfn) {
    tape.pageAlloc(pfn, 0).kmalloc(tape.at(pfn, 0), 64, 64);
  }

  private Fidelity measure() {
    var kernel = new ReplayKernel(tape, TestArch.x86(), false, new Wall());
    Replays.play(tape, kernel);
    return kernel.fidelity();
  }

  @Test
  void missingAndExtraPagesAreCountedBesideWhatDoingNothingGives() {
    tape.before.flags[1] = Tape.SLAB;
    tape.before.flags[2] = Tape.SLAB;
    tape.before.flags[3] = Tape.SLAB;
    reported(1, 5, 6, 7);
    tape.pageFree(2, 0);
    slab(5);
    slab(6);
    slab(9);
    Fidelity fidelity = measure();

    assertEquals(3, fidelity.slabPagesStart());
    assertEquals(4, fidelity.slabPagesEndRecorded());
    assertEquals(5, fidelity.slabPagesEndModel(), "1, 3, 5, 6, 9");
    assertEquals(1, fidelity.missing(), "7");
    assertEquals(2, fidelity.extra(), "3 and 9");
    assertEquals(3, fidelity.doNothingMissing());
    assertEquals(2, fidelity.doNothingExtra());
    assertFalse(fidelity.atMarks());
  }

  /**
   * Reads frame by frame, a tick each, while every page is freed, or becomes slab, at some time.
   */
  @Test
  void whereMarksTellThatASnapshotWasReadPagesAreComparedAsItMetThem() {
    for (int pfn = 0; pfn < FRAMES; pfn += 2) {
      slab(pfn);
    }
    tape.pause(100 * Tape.TICK).mark("snapshot after: begin");
    // frame f is read at tick f; the even ones are freed in an order of their own
    for (int tick = 0; tick < FRAMES; tick += 2) {
      int pfn = (tick * 7) % FRAMES & ~1;
      if (pfn <= tick) {
        tape.after.flags[pfn] = Tape.SLAB;
      }
      tape.pageFree(pfn, 0).pause(Tape.TICK);
    }
    tape.mark("snapshot after: end");
    Fidelity fidelity = measure();

    assertTrue(fidelity.atMarks());
    assertEquals(0, fidelity.missing() + fidelity.extra());
    assertTrue(fidelity.missingAtTraceEnd() > 100, "at the end none is slab any more");
    assertEquals(
        fidelity.slabPagesEndRecorded(),
        fidelity.slabPagesEndModel() + fidelity.missing() - fidelity.extra());
    assertTrue(fidelity.readFromNanos() < fidelity.readToNanos());
  }

  @Test
  void whatHappensAfterTheLastMarkCannotHaveBeenSeen() {
    slab(3);
    reported(3);
    tape.mark("snapshot after: begin").mark("snapshot after: end");
    tape.pageFree(3, 0);
    Fidelity fidelity = measure();

    assertEquals(1, fidelity.missingAtTraceEnd());
  }
}
