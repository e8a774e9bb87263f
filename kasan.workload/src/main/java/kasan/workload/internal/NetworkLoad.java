// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.workload.internal.load.Load;
import org.osgi.service.component.annotations.Component;

/** Requests to a local HTTP server; as a service. */
@Component(service = Workload.class)
@WorkloadInfo(name = "network", title = "HTTP requests to a local server")
public final class NetworkLoad extends LoadService {
  private static final long SECONDS = 10;

  /** The load of that name. */
  public NetworkLoad() {
    super(Load.builtIn("network", SECONDS));
  }
}
