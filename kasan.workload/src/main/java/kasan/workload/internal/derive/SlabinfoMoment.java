// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kasan.api.workload.MachineState;
import kasan.api.workload.SlabInfo;
import org.jspecify.annotations.Nullable;

/**
 * When slabinfo was read, which the marks of a recording tell but roughly, and what had been asked
 * for by then: that is in slabinfo already, and is no memory that stood before. The moment is the
 * one in which the slabinfo before the recording fits best to the one after it and to what was
 * asked for and freed in between.
 */
final class SlabinfoMoment {
  private static final String BEFORE_BEGIN = "snapshot before: begin";
  private static final String BEFORE_END = "snapshot before: end";
  private static final String AFTER_BEGIN = "snapshot after: begin";
  private static final int MOST_LOOKS = 128;

  /** Objects handed out less those freed since the first event, by cache. */
  private final Map<String, Long> net = new HashMap<>();

  private final List<Map<String, Long>> looks = new ArrayList<>();
  private @Nullable Map<String, Long> after;
  private boolean reading;
  private int pace = 1;
  private int untilLook;

  /** Somebody wrote a mark. */
  void mark(String text) {
    switch (text.strip()) {
      case BEFORE_BEGIN -> reading = true;
      case BEFORE_END -> {
        look();
        reading = false;
      }
      case AFTER_BEGIN -> after = new HashMap<>(net);
      default -> {
        // of something else
      }
    }
  }

  /** An object was handed out, or freed. */
  void count(String cache, int objects) {
    net.merge(cache, (long) objects, Long::sum);
    if (reading && --untilLook <= 0) {
      look();
    }
  }

  /** Notes what there is, at such a pace that not too many looks are kept. */
  private void look() {
    if (looks.size() == MOST_LOOKS) {
      for (int i = 0; i < MOST_LOOKS / 2; i++) {
        looks.set(i, looks.get(2 * i));
      }
      looks.subList(MOST_LOOKS / 2, MOST_LOOKS).clear();
      pace *= 2;
    }
    looks.add(new HashMap<>(net));
    untilLook = pace;
  }

  /** What had been handed out by then, by cache; nothing where the recording does not tell. */
  Map<String, Long> handedOut(@Nullable MachineState before, @Nullable MachineState afterwards) {
    Map<String, Long> last = after;
    if (before == null || afterwards == null || last == null || looks.isEmpty()) {
      return Map.of();
    }
    var end = new HashMap<String, SlabInfo>();
    afterwards.slabs().forEach(slab -> end.put(slab.name(), slab));
    Map<String, Long> best = Map.of();
    long least = disagreement(before, end, best, last);
    for (Map<String, Long> look : looks) {
      long bytes = disagreement(before, end, look, last);
      if (bytes < least) {
        least = bytes;
        best = look;
      }
    }
    return best;
  }

  private static long disagreement(
      MachineState before,
      Map<String, SlabInfo> end,
      Map<String, Long> at,
      Map<String, Long> last) {
    long bytes = 0;
    for (SlabInfo slab : before.slabs()) {
      SlabInfo later = end.get(slab.name());
      if (later != null) {
        long asked = last.getOrDefault(slab.name(), 0L) - at.getOrDefault(slab.name(), 0L);
        long grown = later.activeObjects() - slab.activeObjects();
        bytes += Math.abs(grown - asked) * slab.objectBytes();
      }
    }
    return bytes;
  }
}
