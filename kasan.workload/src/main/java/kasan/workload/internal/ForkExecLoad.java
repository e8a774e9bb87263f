// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** Shells that start small programs; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(name = "fork-exec", title = "shells that start small programs")
public final class ForkExecLoad extends LoadService {
  private static final long SECONDS = 5;

  /** The load of that name. */
  public ForkExecLoad() {
    super(Load.builtIn("fork-exec", SECONDS));
  }
}
