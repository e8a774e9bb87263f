// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import kasan.kernel.internal.primitive.LongMap;
import kasan.lab.api.kernel.RequestTrack;
import org.jspecify.annotations.Nullable;

/**
 * Which events had objects and vmalloc areas handed out and given back, by their first byte, as
 * KASAN keeps it in their metadata: the last allocation, and its free.
 */
public final class Tracks {
  /** Bits of a pid: PID_MAX_LIMIT is 2^22. */
  private static final int PID_BITS = 22;

  private static final long PIDS = (1L << PID_BITS) - 1;

  private final LongMap allocated = new LongMap(1 << 6);
  private final LongMap freed = new LongMap(1 << 6);
  private long now;

  /** What happens from now on happens for this event. */
  public void at(long event, int pid) {
    now = event << PID_BITS | pid & PIDS;
  }

  public void allocated(long address) {
    allocated.put(address, now);
  }

  public void freed(long address) {
    freed.put(address, now);
  }

  public @Nullable RequestTrack allocatedBy(long address) {
    return track(allocated.get(address));
  }

  /** The free of what is told by {@link #allocatedBy}; null while it is live. */
  public @Nullable RequestTrack freedBy(long address, boolean live) {
    return live ? null : track(freed.get(address));
  }

  private static @Nullable RequestTrack track(long packed) {
    return packed == LongMap.NONE
        ? null
        : new RequestTrack(packed >>> PID_BITS, (int) (packed & PIDS));
  }
}
