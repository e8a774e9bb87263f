// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.modelled.PlacingKernel;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.api.kernel.SchemeTraits;
import org.osgi.service.component.annotations.Component;

/** Boots kernels of their own placement, as a service. */
@Component
public final class BootComponent implements KernelBoot {
  @Override
  public ModelledKernel boot(
      BootPlan plan, ArchModel arch, SchemeTraits traits, ShadowScheme scheme, Options options) {
    return PlacingKernel.boot(plan, arch, traits, scheme, options);
  }

  @Override
  public List<String> profiles() {
    return PlacingKernel.profiles();
  }

  @Override
  public String usualProfile(ArchModel arch) {
    return PlacingKernel.usualProfile(arch);
  }

  @Override
  public ProfileFacts profile(String profile, ArchModel arch) {
    return PlacingKernel.profile(profile, arch);
  }
}
