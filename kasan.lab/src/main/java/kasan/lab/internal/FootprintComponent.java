// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.Result;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Footprints;
import kasan.lab.api.Progress;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.internal.footprint.FootprintRun;
import kasan.lab.internal.inventory.Extensions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Boot footprints as a service, of the schemes that are there at each call. */
@Component(service = Footprints.class)
public final class FootprintComponent implements Footprints {
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

  /** Takes what boots kernels. */
  @Activate
  public FootprintComponent(@Reference KernelBoot kernels) {
    this.kernels = kernels;
  }

  @Override
  public Result footprint(FootprintPlan plan, Progress progress) {
    return new FootprintRun(
            Extensions.of("scheme", SchemeInfo.PREFIX_ + "name", schemes),
            Extensions.of("architecture", ArchInfo.PREFIX_ + "name", archs),
            kernels,
            plan)
        .result(progress);
  }

  @Override
  public List<String> profiles() {
    return kernels.profiles();
  }
}
