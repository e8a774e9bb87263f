// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.workload.SlabInfo;
import org.jspecify.annotations.Nullable;

/**
 * Names for objects whose kernel did not say which cache they were of: that of most freed objects
 * of the same size, else that of the cache with the most objects of such slots.
 */
final class NameGuess {
  /** How classes of unnamed objects are called; their size follows. */
  static final String UNNAMED = "size-";

  private final List<SlabInfo> slabs;
  private final Map<String, Map<String, Long>> seen = new TreeMap<>();

  /**
   * @param slabs caches that the machine had
   */
  NameGuess(List<SlabInfo> slabs) {
    this.slabs = slabs;
  }

  static boolean isUnnamed(String name) {
    return name.startsWith(UNNAMED);
  }

  /** A freed object of some size and slot had this name. */
  void seen(String unnamed, long slotBytes, String name) {
    seen.computeIfAbsent(unnamed + "/" + slotBytes, key -> new TreeMap<>())
        .merge(name, 1L, Long::sum);
  }

  /** The name for objects of some size and slot; null when there is none that fits. */
  @Nullable String of(String unnamed, long slotBytes) {
    String best = null;
    long most = 0;
    for (Map.Entry<String, Long> each :
        seen.getOrDefault(unnamed + "/" + slotBytes, Map.of()).entrySet()) {
      if (each.getValue() > most) {
        most = each.getValue();
        best = each.getKey();
      }
    }
    if (best != null) {
      return best;
    }
    for (SlabInfo slab : slabs) {
      boolean kmalloc = slab.name().contains("kmalloc");
      if (slab.objectBytes() == slotBytes && !kmalloc && slab.activeObjects() > most) {
        most = slab.activeObjects();
        best = slab.name();
      }
    }
    return best;
  }
}
