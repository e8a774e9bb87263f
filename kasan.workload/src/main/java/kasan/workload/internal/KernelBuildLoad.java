// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** A parallel kernel build; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(name = "kernel-build", title = "parallel build of a Linux kernel")
public final class KernelBuildLoad extends LoadService {
  /** The load of that name. */
  public KernelBuildLoad() {
    super(Load.builtIn("kernel-build"));
  }
}
