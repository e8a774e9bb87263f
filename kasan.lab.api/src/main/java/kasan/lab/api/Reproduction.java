// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import kasan.api.report.Result;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sets the published tables of the per-page shadow series beside what the model makes of them; an
 * OSGi service. Thread-safe: each call has kernels of its own.
 */
@ProviderType
public interface Reproduction {
  /**
   * Boots the kernels of the tables and runs the workloads.
   *
   * @param progress told how many kernels are done
   * @throws kasan.api.BadInputException when a scheme or workload that it takes is not there
   */
  Result reproduce(ReproducePlan plan, Progress progress);
}
