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
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** Shells that start small programs; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(name = "fork-exec", title = "shells that start small programs")
public final class ForkExecLoad implements Workload {
  private static final long SECONDS = 5;

  private final Load load = Load.builtIn("fork-exec", SECONDS);

  @Override
  public List<OptionSpec> options() {
    return load.options();
  }

  @Override
  public Set<EventField> provides() {
    return load.provides();
  }

  @Override
  public EventSource open(Machine machine, Options options, long seed) {
    return load.open(machine, options, seed);
  }
}
