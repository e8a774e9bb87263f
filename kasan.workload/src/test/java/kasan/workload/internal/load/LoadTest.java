// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.workload.internal.events.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadTest {
  private static Machine machine(int cpus, long memTotalKb) {
    return new Machine(
        "m",
        cpus,
        12,
        List.of(new PfnRange(0, 1 << 18)),
        1 << 18,
        memTotalKb,
        0xffff888000000000L,
        1 << 20,
        1 << 15,
        1 << 14);
  }

  private static EventSource open(Load load, Map<String, String> set, long seed) {
    return load.open(machine(2, 1_015_744), Options.of("load", load.options(), set), seed);
  }

  private static long hash(EventSource source) {
    var batch = new EventBatch();
    long hash = 0;
    while (source.next(batch)) {
      for (int row = 0; row < batch.size; row++) {
        hash = hash * 31 + batch.kind[row].ordinal();
        hash = hash * 31 + batch.address[row];
        hash = hash * 31 + batch.nanos[row] + batch.pid[row];
        hash = hash * 31 + Rows.bytes(batch, row) + Rows.detail(batch, row);
      }
    }
    return hash;
  }

  @ParameterizedTest
  @ValueSource(strings = {"kernel-build", "network", "fork-exec"})
  void theSameSeedGivesTheSameEvents(String name) {
    var set = Map.of("seconds", "1");
    assertEquals(hash(open(Load.builtIn(name), set, 7)), hash(open(Load.builtIn(name), set, 7)));
    assertNotEquals(hash(open(Load.builtIn(name), set, 7)), hash(open(Load.builtIn(name), set, 8)));
  }

  /** What is freed or accessed is in use; nothing is asked for twice but files. */
  @ParameterizedTest
  @ValueSource(strings = {"kernel-build", "network", "fork-exec"})
  void aLoadIsLawful(String name) {
    var live = new HashMap<Long, EventKind>();
    var batch = new EventBatch();
    try (EventSource source = open(Load.builtIn(name), Map.of("seconds", "2"), 1)) {
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          long handle = batch.address[row];
          switch (batch.kind[row]) {
            case KMALLOC, CACHE_ALLOC, PAGE_ALLOC, VMAP_ALLOC, TASK_NEW -> {
              boolean again = live.put(handle, batch.kind[row]) != null;
              assertTrue(!again || handle >= 1L << 48, () -> "asked for twice: " + handle);
            }
            case EVICTABLE -> assertTrue(live.containsKey(handle));
            case ACCESS -> assertTrue(handle == 0 || live.containsKey(handle));
            default -> assertTrue(live.remove(handle) != null, () -> "freed twice: " + handle);
          }
        }
      }
    }
  }

  /** The recording guest-1g had 15,022 inodes of ext4 in use, before/slabinfo says. */
  @Test
  void aKernelBuildReadsTheFilesThatTheRecordedOneHadInUse() {
    var inodes = new HashMap<Long, Integer>();
    var batch = new EventBatch();
    try (EventSource source = open(Load.builtIn("kernel-build"), Map.of("seconds", "3"), 1)) {
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          if (batch.kind[row] == EventKind.CACHE_ALLOC
              && batch.address[row] >= 1L << 48
              && source.name(batch.name[row]).equals("ext4_inode_cache")) {
            inodes.merge(batch.address[row], 1, Integer::sum);
          }
        }
      }
    }
    assertEquals(15_022, inodes.size());
  }

  /**
   * 1.5 GiB of a tree of 92,436 inodes is read page by page; the recording has 12,324 pages of
   * directories and inode tables for them.
   */
  @Test
  void aTreeHasItsSize() {
    long pages = 0;
    long metadata = 0;
    var batch = new EventBatch();
    try (EventSource source = open(Load.treeAlone("kernel-build"), Map.of("tree", "100"), 1)) {
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          if (batch.kind[row] == EventKind.PAGE_ALLOC && batch.address[row] >= 1L << 48) {
            if (source.name(batch.name[row]).equals("GFP_HIGHUSER_MOVABLE")) {
              pages++;
            } else {
              metadata++;
            }
          }
        }
      }
    }
    assertEquals(100 * 256.0, (double) pages, 8.0);
    assertEquals(12_324 * 100 / 1536.0, (double) metadata, 8.0);
  }

  /** 50 MiB of the tree are 3,008 files; of 92,436 that were found 10,913 were opened as well. */
  @Test
  void aFileThatIsOpenedTakesAnOpenFileAPathNameAndWhatReadsIt() {
    long more = 3_008 - 3_008 * 10_913 / 92_436;
    var closed = asked(Map.of("tree", "50", "seconds", "0", "accesses", "0"));
    var opened = asked(Map.of("tree", "50", "seconds", "0", "accesses", "0", "opens", "1"));
    for (String cache : List.of("names_cache", "filp", "extent_status", "bio-184")) {
      assertNear(more, opened.get(cache) - closed.get(cache), cache);
    }
    assertNear(2 * more, opened.get("96") - closed.get("96"), "96");
  }

  /** A share of a file is rounded for each request. */
  private static void assertNear(long expected, long actual, String what) {
    assertTrue(Math.abs(actual - expected) <= 2, what + " " + actual);
  }

  /** How often was asked for each cache, or size of kmalloc. */
  private static Map<String, Long> asked(Map<String, String> set) {
    var asked = new HashMap<String, Long>();
    var batch = new EventBatch();
    try (EventSource source = open(Load.treeAlone("kernel-build"), set, 1)) {
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          if (batch.kind[row] == EventKind.CACHE_ALLOC) {
            asked.merge(source.name(batch.name[row]), 1L, Long::sum);
          } else if (batch.kind[row] == EventKind.KMALLOC) {
            asked.merge(Long.toString(batch.given[row]), 1L, Long::sum);
          }
        }
      }
    }
    return asked;
  }

  /** A cache has objects of one size: a tree that another kernel read is read on this one. */
  @Test
  void allRequestsOfACacheHaveTheSameSize() {
    var sizes = new HashMap<String, Long>();
    var batch = new EventBatch();
    var set = Map.of("tree", "50", "seconds", "2");
    try (EventSource source = open(Load.afterTree("kernel-build"), set, 1)) {
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          if (batch.kind[row] == EventKind.CACHE_ALLOC) {
            String cache = source.name(batch.name[row]);
            Long known = sizes.putIfAbsent(cache, batch.bytes[row]);
            assertTrue(known == null || known == batch.bytes[row], cache);
          }
        }
      }
    }
  }
}
