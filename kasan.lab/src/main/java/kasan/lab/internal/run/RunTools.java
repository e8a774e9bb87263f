// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import kasan.api.BadInputException;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.internal.inventory.Inventory;

/** What a run finds around it, at the moment it asks. Never kept: bundles come and go. */
public interface RunTools {
  /** What is there now. */
  Inventory inventory();

  /**
   * What boots kernels.
   *
   * @throws BadInputException when nothing does
   */
  KernelBoot boot();

  /**
   * What makes workloads of load profiles.
   *
   * @throws BadInputException when nothing does
   */
  default LoadProfiles profiles() {
    throw new BadInputException(
        "nothing here reads load profiles (service "
            + LoadProfiles.class.getName()
            + "); 'why LoadProfiles' tells more");
  }
}
