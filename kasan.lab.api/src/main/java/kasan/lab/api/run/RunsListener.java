// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of runs; one thread at a time calls it, a thread of its own. */
@ConsumerType
@FunctionalInterface
public interface RunsListener {
  /** A run that there is already, or that was just started. */
  void started(Run run);
}
