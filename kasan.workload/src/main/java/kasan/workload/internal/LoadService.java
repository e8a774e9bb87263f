// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.List;
import java.util.Set;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventField;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;
import kasan.workload.internal.load.Load;

/** A load as a service; those below add a name. */
abstract class LoadService implements Workload {
  private final Load load;

  LoadService(Load load) {
    this.load = load;
  }

  @Override
  public final List<OptionSpec> options() {
    return load.options();
  }

  @Override
  public final Set<EventField> provides() {
    return load.provides();
  }

  @Override
  public final EventSource open(Machine machine, Options options, long seed) {
    return load.open(machine, options, seed);
  }
}
