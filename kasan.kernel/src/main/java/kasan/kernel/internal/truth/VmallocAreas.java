// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.scheme.KernelTruth.VmallocVisitor;
import kasan.kernel.internal.primitive.LongMap;
import kasan.lab.api.kernel.ByteState;
import org.jspecify.annotations.Nullable;

/**
 * vmalloc areas by address: those in use, and those unmapped whose addresses wait to be purged.
 * Sizes are of what is mapped, without the guard page.
 */
public final class VmallocAreas {
  /** No area starts here. */
  public static final long NONE = LongMap.NONE;

  private static final long UNPURGED = 1;

  private final LongMap areas = new LongMap(256);
  private final LongMap requests = new LongMap(256);

  /** Starts of all, ascending; null when one came or went since. */
  private long @Nullable [] starts;

  /** Records an area that is mapped. */
  public void mapped(long address, long bytes, long requestedBytes) {
    areas.put(address, bytes << 1);
    starts = null;
    requests.put(address, requestedBytes);
  }

  /**
   * Records that an area was unmapped; its addresses wait to be purged.
   *
   * @return its size, or {@link #NONE} when no area in use starts there
   */
  public long unmapped(long address) {
    long packed = areas.get(address);
    if (packed == LongMap.NONE || (packed & UNPURGED) != 0) {
      return NONE;
    }
    areas.put(address, packed | UNPURGED);
    return packed >> 1;
  }

  /** Forgets unmapped areas that lie in a range; returns how many. */
  public int purged(long start, long end) {
    int count = 0;
    for (long address : starts()) {
      boolean inside =
          Long.compareUnsigned(address, start) >= 0 && Long.compareUnsigned(address, end) < 0;
      if (inside && (areas.get(address) & UNPURGED) != 0) {
        remove(address);
        count++;
      }
    }
    return count;
  }

  /** Forgets an unmapped area that starts here; returns its size, or {@link #NONE}. */
  public long purgedAt(long address) {
    long packed = areas.get(address);
    if (packed == LongMap.NONE || (packed & UNPURGED) == 0) {
      return NONE;
    }
    remove(address);
    return packed >> 1;
  }

  private void remove(long address) {
    areas.remove(address);
    requests.remove(address);
    starts = null;
  }

  private long[] starts() {
    long[] sorted = starts;
    if (sorted == null) {
      sorted = areas.sortedKeys();
      starts = sorted;
    }
    return sorted;
  }

  /** What is true of an address in or between areas; {@code otherwise} where there is none. */
  public ByteState stateOf(long address, ByteState otherwise) {
    long[] sorted = starts();
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(sorted[middle], address) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    if (low == 0) {
      return otherwise;
    }
    long start = sorted[low - 1];
    long packed = areas.get(start);
    if (address - start >= packed >> 1) {
      return otherwise;
    }
    if ((packed & UNPURGED) != 0) {
      return ByteState.FREED;
    }
    return address - start < requests.get(start) ? ByteState.LIVE : ByteState.REDZONE;
  }

  /** Size of the area in use that starts here, or {@link #NONE}. */
  public long bytesAt(long address) {
    long packed = areas.get(address);
    return packed == LongMap.NONE || (packed & UNPURGED) != 0 ? NONE : packed >> 1;
  }

  /** How many there are, unpurged ones included. */
  public int size() {
    return areas.size();
  }

  /** Visits those in use, then those unpurged, each by ascending address. */
  public void forEach(VmallocVisitor visitor) {
    long[] addresses = starts();
    for (long state = 0; state <= UNPURGED; state++) {
      for (long address : addresses) {
        long packed = areas.get(address);
        if ((packed & UNPURGED) == state) {
          visitor.area(address, packed >> 1, requests.get(address), state == UNPURGED);
        }
      }
    }
  }
}
