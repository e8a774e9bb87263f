// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import kasan.api.workload.EventSource;

/** A trace that is read from its first event to its last. */
public interface TraceStream extends EventSource {
  /**
   * CPUs of the machine, as far as what was read up to the end of the first batch tells; 0 when it
   * does not. Other threads may ask when that batch was handed to them.
   */
  int cpus();
}
