// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.api.report.Result;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Boots kernels that nobody has, and says what their schemes leave of RAM; an OSGi service.
 * Thread-safe: each call has kernels of its own.
 */
@ProviderType
public interface Footprints {
  /**
   * Boots a kernel for each RAM size, scheme and instrumentation of the plan. What cannot be booted
   * is a row with its reason.
   *
   * @param progress told how many kernels have booted
   * @throws kasan.api.BadInputException when the plan names what is not there, or the profile
   *     cannot be used
   */
  Result footprint(FootprintPlan plan, Progress progress);

  /** Names of the built-in profiles; for completion. */
  List<String> profiles();
}
