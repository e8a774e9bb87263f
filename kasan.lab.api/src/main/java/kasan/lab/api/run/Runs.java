// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.List;
import kasan.lab.api.RunPlan;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts runs and knows those that were started; an OSGi service. Thread-safe: each run has a
 * kernel and a thread of its own, and any thread may act on any run.
 */
@ProviderType
public interface Runs {
  /**
   * Checks a plan and starts it in the background.
   *
   * @throws kasan.api.BadInputException when the plan names what is not there, or options that are
   *     not permitted
   */
  Run start(RunPlan plan);

  /**
   * The same, held before the first operation; {@link Run#hold} returns when the kernel has booted.
   */
  Run startHeld(RunPlan plan);

  /** Runs that were started here, the oldest first; of those that have ended, the last few. */
  List<Run> all();

  /** Tells a listener of all runs, those that there are already and those that are started. */
  Listening listen(RunsListener listener);
}
