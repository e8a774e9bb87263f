// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/** Gets memory back when the page allocator runs short of it. */
public interface Reclaimer {
  /** Nothing can be reclaimed. */
  Reclaimer NONE =
      new Reclaimer() {
        @Override
        public void wakeKswapd(int highestZone, int order) {}

        @Override
        public long reclaim(int cpu, int highestZone, int order) {
          return 0;
        }

        @Override
        public boolean outOfMemory(int cpu, int order) {
          return false;
        }
      };

  /**
   * A zone fell below its low watermark; the background worker should bring zones up to {@code
   * highestZone} above their high ones.
   */
  void wakeKswapd(int highestZone, int order);

  /**
   * An allocation reclaims for itself.
   *
   * @return pages that were freed
   */
  long reclaim(int cpu, int highestZone, int order);

  /**
   * Reclaim got nowhere.
   *
   * @return whether something was killed, so that another try is worth it
   */
  boolean outOfMemory(int cpu, int order);
}
