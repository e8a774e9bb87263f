// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** A kernel build after all of the source tree was read; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(
    name = "tree-then-build",
    title = "a source tree of 1.5 GB is read, then a kernel is built")
public final class TreeThenBuildLoad extends LoadService {
  /** The load of that name. */
  public TreeThenBuildLoad() {
    super(Load.afterTree("kernel-build"));
  }
}
