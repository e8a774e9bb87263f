// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.plan;

import kasan.lab.api.inventory.Inventory;

/** What a run finds around it, at the moment it asks. Never kept: bundles come and go. */
@FunctionalInterface
public interface RunTools {
  /** What is there now. */
  Inventory inventory();

  /** Real time, in nanoseconds from any moment on; sets the pace of samples and nothing else. */
  default long nanos() {
    return System.nanoTime();
  }
}
