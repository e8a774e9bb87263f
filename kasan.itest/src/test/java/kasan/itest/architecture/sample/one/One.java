// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture.sample.one;

import kasan.itest.architecture.sample.other.OtherImpl;

/** Half of a cycle of packages, which prints. */
public final class One {
  /** The other half. */
  public OtherImpl other = new OtherImpl(this);

  /** Prints where nothing may. */
  public void print() {
    System.out.println(other.hashCode());
  }
}
