// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeMap;
import kasan.lab.api.kernel.ByteState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VmallocAreasTest {
  private static final long BASE = 0xffffc90000000000L;
  private static final long PAGE = 4096;

  private final VmallocAreas areas = new VmallocAreas();

  private ByteState at(long offset) {
    return areas.stateOf(BASE + offset, ByteState.UNMAPPED);
  }

  @Test
  void anAreaIsLiveUpToWhatWasAskedForAndItsAddressesAreFreedUntilTheyArePurged() {
    areas.mapped(BASE + 4 * PAGE, 2 * PAGE, 5000);

    assertEquals(ByteState.UNMAPPED, at(4 * PAGE - 1));
    assertEquals(ByteState.LIVE, at(4 * PAGE));
    assertEquals(ByteState.LIVE, at(4 * PAGE + 4999));
    assertEquals(ByteState.REDZONE, at(4 * PAGE + 5000));
    assertEquals(ByteState.UNMAPPED, at(6 * PAGE));
    areas.unmapped(BASE + 4 * PAGE);
    assertEquals(ByteState.FREED, at(4 * PAGE));
    areas.purged(BASE, BASE + 10 * PAGE);
    assertEquals(ByteState.UNMAPPED, at(4 * PAGE));
  }

  /** Areas of one page, every other slot, so that the state of an address is that of its slot. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void agreesWithATree(long seed) {
    var random = new SplittableRandom(seed);
    var model = new TreeMap<Long, ByteState>();
    for (int i = 0; i < 3000; i++) {
      long slot = 2 * random.nextLong(60);
      long address = BASE + slot * PAGE;
      ByteState state = model.get(slot);
      if (state == null) {
        areas.mapped(address, PAGE, PAGE);
        model.put(slot, ByteState.LIVE);
      } else if (state == ByteState.LIVE) {
        areas.unmapped(address);
        model.put(slot, ByteState.FREED);
      } else {
        areas.purgedAt(address);
        model.remove(slot);
      }
      long asked = random.nextLong(120);
      assertEquals(
          model.getOrDefault(asked, ByteState.UNMAPPED), at(asked * PAGE + random.nextLong(PAGE)));
    }
  }
}
