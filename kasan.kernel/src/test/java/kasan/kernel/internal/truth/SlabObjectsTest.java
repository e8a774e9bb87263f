// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import kasan.api.memory.ObjectState;
import kasan.api.memory.SlabCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlabObjectsTest {
  private static final long BASE = 0xffff888000000000L;

  private final Caches caches = new Caches();
  private final int dentry = caches.number(new SlabCache("dentry", 192, 192, false, false));
  private final int filp = caches.number(new SlabCache("filp", 184, 192, false, false));
  private final int inode = caches.number(new SlabCache("inode", 648, 656, false, false));
  private final SlabObjects objects = new SlabObjects(caches, BASE, 12, 1 << 12);

  @Test
  void anObjectIsKnownUntilItsPageIsGivenUp() {
    objects.allocated(BASE + 4096 + 192, 192, dentry);
    long packed = objects.find(BASE + 4096 + 192);
    assertTrue(SlabObjects.live(packed));
    assertEquals(dentry, SlabObjects.cache(packed));
    objects.setState(BASE + 4096 + 192, packed, ObjectState.FREED);
    assertEquals(0, objects.liveObjects());
    assertEquals(ObjectState.FREED, SlabObjects.state(objects.find(BASE + 4096 + 192)));
    List<Long> gone = new ArrayList<>();
    objects.clearPages(1, 1, (address, last) -> gone.add(address));

    assertEquals(List.of(BASE + 4096 + 192), gone);
    assertEquals(SlabObjects.NONE, objects.find(BASE + 4096 + 192));
    assertEquals(SlabObjects.NO_CACHE, objects.cacheOfPage(1));
  }

  @Test
  void eachAllocationOfAnAddressIsAnother() {
    objects.allocated(BASE, 192, dentry);
    long first = SlabObjects.generation(objects.find(BASE));
    objects.allocated(BASE, 192, dentry);

    assertFalse(first == SlabObjects.generation(objects.find(BASE)));
    assertEquals(1, objects.liveObjects());
  }

  @Test
  void anAddressBehindAnObjectButInItsSlotIsCoveredByIt() {
    objects.allocated(BASE + 4096 - 104, 648, inode);

    assertEquals(BASE + 4096 - 104, objects.covering(BASE + 4096 + 500), "across a page border");
    assertEquals(BASE + 4096 - 104, objects.covering(BASE + 4096 - 104 + 655));
    assertEquals(0, objects.covering(BASE + 4096 - 104 + 656));
    assertEquals(0, objects.covering(BASE + 4096 - 105));
  }

  @Test
  void clearingARangeTakesWhatOverlapsItAndNothingElse() {
    objects.allocated(BASE, 192, filp);
    objects.allocated(BASE + 192, 192, filp);
    objects.allocated(BASE + 384, 192, filp);
    objects.allocated(BASE + 576, 192, filp);
    List<Long> gone = new ArrayList<>();
    objects.clearRange(BASE + 300, 100, (address, packed) -> gone.add(address - BASE));

    assertEquals(List.of(384L, 192L), gone);
    assertEquals(2, objects.liveObjects());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void agreesWithASortedMap(long seed) {
    var random = new Random(seed);
    TreeMap<Long, Boolean> model = new TreeMap<>();
    for (int i = 0; i < 50_000; i++) {
      long page = random.nextInt(600);
      long address = BASE + (page << 12) + 192L * random.nextInt(21);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          objects.allocated(address, 192, dentry);
          model.put(address, true);
        }
        case 2, 3 -> {
          long packed = objects.find(address);
          assertEquals(model.containsKey(address), packed != SlabObjects.NONE);
          if (packed != SlabObjects.NONE) {
            objects.setState(address, packed, ObjectState.FREED);
            model.put(address, false);
          }
        }
        default -> {
          if (random.nextInt(20) == 0) {
            objects.clearPages(page, 2, (gone, packed) -> {});
            model.subMap(BASE + (page << 12), BASE + (page + 2 << 12)).clear();
          }
        }
      }
      assertEquals(model.containsKey(address) ? address : 0, objects.covering(address + 191));
    }
    assertEquals(model.values().stream().filter(live -> live).count(), objects.liveObjects());
    List<Long> visited = new ArrayList<>();
    objects.forEach((address, requested, cache, state) -> visited.add(address));
    assertEquals(List.copyOf(model.keySet()), visited);
  }
}
