// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.Options;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.testkit.Events.Event;
import org.junit.jupiter.api.Test;

/**
 * Is it a lawful workload? A subclass names it, and sets its options so that it is short;
 * everything else is law:
 *
 * <ul>
 *   <li>the same seed gives the same events, in the order of their times, and they end;
 *   <li>what is asked for has a handle other than 0 and some size;
 *   <li>what is freed was asked for, and is freed once;
 *   <li>it has the columns that it says it has.
 * </ul>
 */
public abstract class WorkloadConformance {
  private static final int MOST_EVENTS = 2_000_000;
  private static final long RAM_PAGES = 1 << 16;
  private static final Set<EventKind> FREES =
      EnumSet.of(EventKind.KFREE, EventKind.CACHE_FREE, EventKind.PAGE_FREE, EventKind.VMAP_FREE);
  private static final Set<EventKind> ASKS =
      EnumSet.of(
          EventKind.KMALLOC, EventKind.CACHE_ALLOC, EventKind.PAGE_ALLOC, EventKind.VMAP_ALLOC);
  private static final Set<EventKind> SIZED =
      EnumSet.of(EventKind.KMALLOC, EventKind.CACHE_ALLOC, EventKind.VMAP_ALLOC);

  /** The workload; a new one or the same each time. */
  protected abstract Workload workload();

  /** Values of options other than the default ones. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  private List<Event> events(long seed) {
    Workload workload = workload();
    Options options = Options.of("workload", workload.options(), settings());
    try (TestKernel kernel = TestKernel.boot(TestArchs.x86(), 2, RAM_PAGES)) {
      Machine machine = kernel.machine();
      return Events.of(workload.open(machine, options, seed), MOST_EVENTS);
    }
  }

  @Test
  void sameSeedGivesTheSameEvents() {
    List<Event> events = events(1);
    assertFalse(events.isEmpty(), "a workload without events is none");
    assertEquals(events, events(1));
  }

  @Test
  void eventsComeInOrder() {
    long before = Long.MIN_VALUE;
    for (Event event : events(2)) {
      assertTrue(before <= event.nanos(), () -> "time of " + event);
      before = event.nanos();
    }
  }

  @Test
  void whatIsFreedWasAskedForAndIsFreedOnce() {
    Set<Long> held = new HashSet<>();
    for (Event event : events(3)) {
      if (ASKS.contains(event.kind())) {
        assertTrue(event.address() != 0, () -> "handle of " + event);
        assertTrue(!SIZED.contains(event.kind()) || event.bytes() > 0, () -> "size of " + event);
        held.add(event.address());
      } else if (FREES.contains(event.kind())) {
        assertTrue(held.remove(event.address()), () -> "freed and not held: " + event);
      }
    }
  }

  @Test
  void hasTheColumnsItSaysItHas() {
    Set<EventField> said = workload().provides();
    for (Event event : events(4)) {
      if (FREES.contains(event.kind())) {
        assertTrue(said.contains(EventField.FREES), "frees");
      }
      if (event.kind() == EventKind.ACCESS) {
        assertTrue(said.contains(EventField.ACCESSES), "accesses");
      }
      if (event.kind() == EventKind.VMAP_ALLOC) {
        assertTrue(said.contains(EventField.VMALLOC), "vmalloc areas");
      }
      if (event.kind() == EventKind.TASK_NEW) {
        assertTrue(said.contains(EventField.TASKS), "tasks");
      }
    }
  }

  @Test
  void declaresOptionsThatCanBeUsed() {
    assertDoesNotThrow(() -> Options.of("workload", workload().options(), Map.of()));
  }

  @Test
  void isRegisteredAsWhatItIs() {
    Map<String, String> card = ServiceCard.of(workload().getClass(), WorkloadInfo.PREFIX_);
    assumeTrue(card != null, "no DS file on the class path");
    if (card != null) {
      String name = card.getOrDefault("name", "");
      assertTrue(name.matches("[a-z0-9][a-z0-9-]*"), name);
      assertFalse(card.getOrDefault("title", "").isBlank(), "title");
    }
  }
}
