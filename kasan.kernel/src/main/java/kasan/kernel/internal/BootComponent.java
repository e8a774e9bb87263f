// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.ArchOrder;
import kasan.api.arch.Architecture;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.api.kernel.Wall;
import kasan.lab.api.scheme.SchemeChoice;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Boots kernels of their own placement, as a service. */
@Component
public final class BootComponent implements KernelBoot {
  @Reference private volatile List<Map.Entry<Map<String, Object>, Architecture>> archs = List.of();

  /** With the profiles of these architectures, outside of a framework. */
  public static KernelBoot with(Architecture... architectures) {
    var boot = new BootComponent();
    boot.archs = new ArrayList<>();
    for (Architecture architecture : architectures) {
      boot.archs.add(Map.entry(Map.of(), architecture));
    }
    return boot;
  }

  private BootProfiles known() {
    return new BootProfiles(ArchOrder.of(archs));
  }

  @Override
  public ModelledKernel boot(BootPlan plan, ArchModel arch, SchemeChoice scheme, Wall wall) {
    return PlacingKernel.boot(known(), plan, arch, scheme, wall);
  }

  @Override
  public List<String> profiles() {
    return known().names();
  }

  @Override
  public String usualProfile(ArchModel arch) {
    return known().usual(arch.name());
  }

  @Override
  public ProfileFacts profile(String profile, ArchModel arch) {
    return known().find(profile, arch).facts();
  }
}
