// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import static kasan.lab.internal.run.Laboratory.plan;
import static kasan.lab.internal.run.Laboratory.row;
import static kasan.lab.internal.run.Laboratory.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.run.Allocator;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import kasan.lab.internal.fake.FakeRecording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user allocates, frees and accesses on the kernel of a run that is held. */
class ActByHandTest {
  private final Laboratory lab = new Laboratory();

  @AfterEach
  void letHangingCallsReturn() {
    lab.misbehaving.release();
  }

  private Run held(String scheme, String... set) throws InterruptedException {
    Run run = lab.desk.startHeld(plan(scheme, List.of(), set));
    assertEquals(RunState.HELD, run.hold().state());
    assertEquals(0, run.status().operation());
    return run;
  }

  private static String bug(Result answer) {
    return String.valueOf(row(answer, "rows", 0).get("bugClass"));
  }

  /** 100 bytes are 12 granules of 8 and 4 bytes; the slot of kmalloc-128 has 28 more. */
  @ParameterizedTest
  @ValueSource(strings = {"original", "page", "ondemand"})
  void objectIsPoisonedAroundAndWhenItIsFreed(String scheme) throws Exception {
    Run run = held(scheme);
    Result made = run.alloc(0, Allocator.KMALLOC, 100);
    assertEquals("o1", row(made, "rows", 0).get("object"));
    assertEquals("kmalloc-128", row(made, "rows", 0).get("cache"));
    long object = run.addressOf("o1");
    assertEquals("null", bug(run.access(0, object + 99, 1, true)));
    assertEquals("slab-out-of-bounds", bug(run.access(0, object + 100, 1, true)));
    assertEquals("04", row(run.shadow(object + 96), "rows", 0).get("shadow"));

    Result free = run.free(1, object);

    assertEquals(0, free.status());
    assertEquals(true, row(free, "rows", 0).get("freed"));
    assertEquals("fb", row(run.shadow(object), "rows", 0).get("shadow"));
    assertEquals("slab-use-after-free", bug(run.access(1, object, 8, false)));
    Result again = run.free(0, object);
    assertEquals("double-free", bug(again));
    assertEquals(1, again.status());
    assertEquals(false, row(again, "rows", 0).get("freed"));
    assertEquals(3, rows(run.findings(), "rows"));
    run.end();
  }

  /** What the user did is told as his, and the workload's as the workload's. */
  @Test
  void reportNamesThePromptAndNotTheOperationBefore() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));
    run.holdAt(5000);
    run.alloc(0, Allocator.KMALLOC, 64);
    long object = run.addressOf("o1");
    run.free(0, object);
    run.access(0, object, 1, false);

    Map<?, ?> finding = row(run.findings(), "rows", rows(run.findings(), "rows") - 1);

    for (String key : List.of("allocated", "freed")) {
      List<?> stack = (List<?>) ((Map<?, ?>) finding.get(key)).get("stack");
      assertEquals("<asked for at the prompt>", stack.get(1), key);
    }
    Map<?, ?> place = row(run.shadow(object), "rows", 0);
    assertNull(((Map<?, ?>) place.get("allocatedBy")).get("operation"));
    assertTrue(run.shadow(object).sections().toString().contains("freed by task 0 at the prompt"));
    run.end();
  }

  @ParameterizedTest
  @CsvSource({"PAGES,__free_pages,free-page", "VMALLOC,vfree,unmapped"})
  void pagesAndAreasGoBackByTheirOwnCalls(Allocator allocator, String call, String truth)
      throws Exception {
    Run run = held("original");
    run.alloc(0, allocator, 9000);
    long address = run.addressOf("o1");
    assertEquals("null", bug(run.access(0, address + 8999, 1, true)));

    Map<?, ?> freed = row(run.free(0, address), "rows", 0);

    assertEquals(call, freed.get("call"));
    assertEquals(true, freed.get("freed"));
    Map<?, ?> again = row(run.free(0, address), "rows", 0);
    assertEquals(false, again.get("freed"));
    assertTrue(String.valueOf(row(run.shadow(address), "rows", 0).get("truth")).length() > 4);
    assertEquals(truth, pastGrace(run, address));
    run.end();
  }

  private static Object pastGrace(Run run, long address) throws InterruptedException {
    Object truth = row(run.shadow(address), "rows", 0).get("truth");
    return "freed".equals(truth) ? "unmapped" : truth; // an area that is not purged yet
  }

  /** Freed here and once more by the workload, it would be somebody else's by then. */
  @Test
  void memoryOfTheWorkloadIsItsOwn() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));
    run.holdAt(5000);
    int live = 0;
    Result places = run.places();
    for (int i = 0; i < rows(places, "rows"); i++) {
      Map<?, ?> place = row(places, "rows", i);
      if ("live".equals(place.get("truth"))) {
        String hex = String.valueOf(place.get("address")).substring("0x".length());
        assertRefused("by hand", () -> run.free(0, Long.parseUnsignedLong(hex, 16)));
        live++;
      }
    }
    assertTrue(live > 3, places.tree()::toString);
    run.end();
  }

  /** The memory of what was freed is used again, and the old pointer is still there. */
  @Test
  void anOldPointerDoesNotFreeWhatOthersHaveThereNow() throws Exception {
    Run run = lab.desk.start(plan("original", List.of(), "churn.length=100000000"));
    run.holdAt(100);
    run.alloc(0, Allocator.PAGES, 4096);
    long page = run.addressOf("o1");
    run.free(0, page);
    assertEquals(true, row(run.alloc(0, Allocator.PAGES, 4096), "rows", 0).containsKey("object"));
    assertEquals(page, run.addressOf("o2"), "the list of the CPU gives the last page first");
    assertEquals("o2", row(run.free(0, page), "rows", 0).get("object"));
    run.resume();
    Laboratory.until(run, status -> status.operation() > 20_000);
    run.hold();
    Object truth = row(run.shadow(page), "rows", 0).get("truth");
    if ("live".equals(truth)) {
      assertRefused("by hand", () -> run.free(0, page));
    } else {
      assertEquals(false, row(run.free(0, page), "rows", 0).get("freed"), "a slab has it now");
    }
    run.resume();
    Laboratory.until(run, status -> status.operation() > 40_000);
    run.end();
  }

  @Test
  void whatCannotBeIsOneLine() throws Exception {
    Run run = held("original");
    assertRefused("nothing in run-1 is called 'o1' yet", () -> run.addressOf("o1"));
    run.alloc(0, Allocator.KMALLOC, 1);
    assertRefused("unknown object of run-1 'o2'", () -> run.addressOf("o2"));
    assertRefused("has CPUs 0..1, not 2", () -> run.alloc(2, Allocator.KMALLOC, 1));
    assertRefused("has CPUs 0..1, not 2", () -> run.free(2, 0));
    for (Allocator allocator : Allocator.values()) {
      assertRefused(allocator.word() + " takes 1 to", () -> run.alloc(0, allocator, 0));
      assertRefused(allocator.word() + " takes 1 to", () -> run.alloc(0, allocator, 1L << 31));
    }
    assertEquals(1, run.alloc(0, Allocator.VMALLOC, 1L << 30).status(), "more than there is");
    run.end();
    assertRefused("run-1 has ended", () -> run.alloc(0, Allocator.KMALLOC, 1));
  }

  @Test
  void recordingHasNoCodeToActWith() throws Exception {
    lab.recording(new FakeRecording(4096).kmalloc(1, 0xffff888000100000L, 64));
    Run run = lab.desk.startHeld(Laboratory.recording("", 0));
    run.hold();
    assertRefused("runs no code", () -> run.alloc(0, Allocator.KMALLOC, 1));
    assertRefused("runs no code", () -> run.free(0, 0xffff888000100000L));
    run.end();
  }

  private static void assertRefused(String why, Executable act) {
    BadInputException refused = assertThrows(BadInputException.class, act);
    assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
  }

  /** Whoever asked gets an answer, and the run goes on without the scheme. */
  @ParameterizedTest
  @ValueSource(strings = {"throws", "throws-error", "hangs", "hangs-in-view"})
  void schemeThatFailsUnderTheHandIsSetAside(String fault) throws Exception {
    Run run = held("misbehaving", "misbehaving.fault=" + fault, "misbehaving.after=200");
    for (int i = 0; i < 1000 && run.status().scheme().equals("misbehaving"); i++) {
      try {
        run.alloc(0, Allocator.KMALLOC, 4096);
      } catch (BadInputException e) {
        assertTrue(String.valueOf(e.getMessage()).contains("misbehaving"), e.getMessage());
      }
      run.hold(); // the thread that goes on has set the scheme aside
    }

    assertEquals("none", run.status().scheme());
    assertEquals(RunState.HELD, run.status().state());
    run.swap("page");
    run.alloc(0, Allocator.KMALLOC, 64);
    assertEquals("page", run.status().scheme());
    assertEquals(1, rows(run.end(), "incidents"));
  }
}
