// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

/** A page allocator that can hold blocks back for a shadow. */
public interface BlockHolder {
  /** Of a kernel whose allocations have already happened. */
  BlockHolder NONE =
      new BlockHolder() {
        @Override
        public boolean hold(long pfn, int order) {
          return false;
        }

        @Override
        public void giveBack(long pfn, int order) {
          throw new IllegalStateException("block " + Long.toHexString(pfn) + " is not held");
        }
      };

  /** Takes a free block out of the allocator; false when it cannot. */
  boolean hold(long pfn, int order);

  /** Gives a held block back. */
  void giveBack(long pfn, int order);
}
