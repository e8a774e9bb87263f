// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.Result;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.lab.api.Progress;
import kasan.lab.api.ReproducePlan;
import kasan.lab.api.Reproduction;
import kasan.lab.api.kernel.ForeignFailure;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.Wall;
import kasan.lab.internal.inventory.Extensions;
import kasan.lab.internal.reproduce.Machines;
import kasan.lab.internal.reproduce.Reproducing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Published tables beside the model, as a service. */
@Component(service = Reproduction.class)
public final class ReproduceComponent implements Reproduction {
  private final KernelBoot kernels;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = ShadowScheme.class)
  private volatile List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = List.of();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Architecture.class)
  private volatile List<Map.Entry<Map<String, Object>, Architecture>> archs = List.of();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Workload.class)
  private volatile List<Map.Entry<Map<String, Object>, Workload>> workloads = List.of();

  /** Takes what boots kernels. */
  @Activate
  public ReproduceComponent(@Reference KernelBoot kernels) {
    this.kernels = kernels;
  }

  @Override
  public Result reproduce(ReproducePlan plan, Progress progress) {
    var wall = new Wall(plan.hangSeconds());
    try {
      return wall.run("reproduce", () -> new Reproducing(machines(wall), plan, progress).result());
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private Machines machines(Wall wall) {
    return new Machines(
        Extensions.of("scheme", SchemeInfo.PREFIX_ + "name", schemes),
        Extensions.of("architecture", ArchInfo.PREFIX_ + "name", archs),
        Extensions.of("workload", WorkloadInfo.PREFIX_ + "name", workloads),
        kernels,
        wall);
  }
}
