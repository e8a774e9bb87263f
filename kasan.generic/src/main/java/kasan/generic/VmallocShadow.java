// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.ShadowByte;
import kasan.api.scheme.ShadowSpace;

/**
 * Shadow of the vmalloc area as CONFIG_KASAN_VMALLOC keeps it (Linux 6.12, mm/kasan/shadow.c):
 * populated page by page when an area is mapped, shared by neighbours, poisoned when the area is
 * unmapped, given back when the area is purged and no other area needs the page.
 *
 * <p>As in Linux, the frames of a purge go back before the one flush that ends it.
 */
public final class VmallocShadow {
  private final KernelView view;
  private final ContiguousShadow bytes;
  private final ShadowSpace space;
  private final byte invalid;
  private final long page;
  private final Map<Long, Integer> users = new HashMap<>();
  private final TreeMap<Long, Long> unpurged = new TreeMap<>(Long::compareUnsigned);

  /** For the vmalloc area of one kernel, as generic KASAN has it. */
  public VmallocShadow(KernelView view, ContiguousShadow bytes) {
    this(view, bytes, ShadowByte.VMALLOC_INVALID);
  }

  /**
   * @param invalid shadow of vmalloc space that is not mapped
   */
  public VmallocShadow(KernelView view, ContiguousShadow bytes, byte invalid) {
    this.view = view;
    this.bytes = bytes;
    this.invalid = invalid;
    this.space = view.space();
    this.page = view.machine().pageBytes();
  }

  /**
   * An area was mapped.
   *
   * @param requestedBytes how many bytes to make accessible; 0 leaves all of it invalid
   * @return false when no frame could be had; nothing has changed then
   */
  public boolean mapped(int cpu, long address, long size, long requestedBytes) {
    long first = bytes.shadowOf(address) & -page;
    long end = bytes.shadowEnd(address + size);
    for (long at = first; at < end; at += page) {
      if (space.stateOf(at) != MappingState.REAL
          && !space.map(cpu, at, invalid, FrameUse.VMALLOC)) {
        dropUnused(cpu, first, at);
        return false;
      }
    }
    for (long at = first; at < end; at += page) {
      users.merge(at, 1, Integer::sum);
    }
    space.announceMapping(address, address + size);
    bytes.unpoison(cpu, address, requestedBytes);
    return true;
  }

  /** An area was unmapped; its addresses are not yet reused. */
  public void unmapped(int cpu, long address, long size) {
    bytes.poison(cpu, address, size, invalid);
    unpurged.put(address, size);
  }

  /** All areas unmapped between two addresses are purged. */
  public void purged(int cpu, long start, long end) {
    long low = -1;
    long high = 0;
    Iterator<Map.Entry<Long, Long>> areas =
        unpurged.subMap(start, true, end, false).entrySet().iterator();
    while (areas.hasNext()) {
      Map.Entry<Long, Long> area = areas.next();
      long first = bytes.shadowOf(area.getKey()) & -page;
      long last = bytes.shadowEnd(area.getKey() + area.getValue());
      for (long at = first; at < last; at += page) {
        users.merge(at, -1, Integer::sum);
      }
      if (dropUnused(cpu, first, last)) {
        low = low == -1 || Long.compareUnsigned(first, low) < 0 ? first : low;
        high = Long.compareUnsigned(last, high) > 0 ? last : high;
      }
      areas.remove();
    }
    if (low != -1) {
      view.space().flushGlobal(cpu, low, high);
    }
  }

  private boolean dropUnused(int cpu, long first, long end) {
    boolean dropped = false;
    for (long at = first; at < end; at += page) {
      if (users.getOrDefault(at, 0) == 0 && space.stateOf(at) == MappingState.REAL) {
        users.remove(at);
        space.release(space.unmap(cpu, at));
        dropped = true;
      }
    }
    return dropped;
  }
}
