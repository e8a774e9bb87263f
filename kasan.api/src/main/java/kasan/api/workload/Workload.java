// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A made-up load: a source of requests to the modelled allocators; an OSGi service that carries
 * {@link WorkloadInfo}. In its events an address is a handle: the source names what it asks for,
 * the kernel decides where it lies. Stateless and thread-safe; the same seed gives the same events.
 */
@ConsumerType
public interface Workload {
  /** What can be set: length, scale, mix. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /** What its events carry. */
  Set<EventField> provides();

  /** Starts the load for one machine. */
  EventSource open(Machine machine, Options options, long seed);
}
