// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.scheme.KernelTruth.StackVisitor;
import kasan.kernel.internal.primitive.LongMap;

/** Task stacks by address. */
public final class TaskStacks {
  private static final long ESTIMATED = 1;

  private final LongMap stacks = new LongMap(256);

  /**
   * Records one.
   *
   * @param estimated whether its place is a guess
   */
  public void add(long address, long bytes, boolean estimated) {
    stacks.put(address, bytes << 1 | (estimated ? ESTIMATED : 0));
  }

  /** Forgets one; returns its size, or -1 when there is none. */
  public long remove(long address) {
    long packed = stacks.remove(address);
    return packed == LongMap.NONE ? -1 : packed >> 1;
  }

  /** Address of the lowest one whose place is a guess, or 0. */
  public long lowestEstimated() {
    for (long address : stacks.sortedKeys()) {
      if ((stacks.get(address) & ESTIMATED) != 0) {
        return address;
      }
    }
    return 0;
  }

  /** How many there are. */
  public int size() {
    return stacks.size();
  }

  /** Visits them by ascending address. */
  public void forEach(StackVisitor visitor) {
    for (long address : stacks.sortedKeys()) {
      long packed = stacks.get(address);
      visitor.stack(address, packed >> 1, (packed & ESTIMATED) != 0);
    }
  }
}
