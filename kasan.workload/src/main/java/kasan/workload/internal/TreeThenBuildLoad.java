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

/** A kernel build after all of the source tree was read; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(
    name = "tree-then-build",
    title = "a source tree of 1.5 GB is read, then a kernel is built")
public final class TreeThenBuildLoad implements Workload {
  private final Load load = Load.afterTree("kernel-build");

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
