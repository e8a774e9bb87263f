// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.scheme.KernelTruth.RedzoneVisitor;

/** What is true because of the programs that run on a kernel: a recorded one knows none of it. */
public interface ProgramTruth {
  /** No program is known. */
  ProgramTruth NONE =
      new ProgramTruth() {
        @Override
        public void forEachRedzone(RedzoneVisitor visitor) {}

        @Override
        public long tagged(long address) {
          return address;
        }
      };

  /** See {@link kasan.api.scheme.KernelTruth#forEachRedzone}. */
  void forEachRedzone(RedzoneVisitor visitor);

  /** See {@link kasan.api.scheme.KernelTruth#tagged}. */
  long tagged(long address);
}
