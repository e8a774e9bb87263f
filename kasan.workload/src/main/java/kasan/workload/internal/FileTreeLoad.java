// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** A source tree that is read; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(name = "file-tree", title = "a source tree of 1.5 GB is read")
public final class FileTreeLoad extends LoadService {
  /** The load of that name. */
  public FileTreeLoad() {
    super(Load.treeAlone("kernel-build"));
  }
}
