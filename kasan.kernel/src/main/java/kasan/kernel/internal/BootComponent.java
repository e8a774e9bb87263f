// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.ExtensionService;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Boots kernels of their own placement, as a service. */
@Component
public final class BootComponent implements KernelBoot {
  private final Supplier<List<Architecture>> archs;
  private final Consumer<ForeignFailure> leftOut;
  private List<Architecture> asked = List.of();
  private BootProfiles known = new BootProfiles(List.of());

  /** Takes what knows the architectures. */
  @Activate
  public BootComponent(@Reference ExtensionService extensions) {
    this(
        () -> extensions.archs().ranked().stream().map(Extension::service).toList(),
        extensions::leftOut);
  }

  private BootComponent(Supplier<List<Architecture>> archs, Consumer<ForeignFailure> leftOut) {
    this.archs = archs;
    this.leftOut = leftOut;
  }

  /** Asks architectures once: a suite boots thousands of kernels. */
  private synchronized BootProfiles known() {
    List<Architecture> now = archs.get();
    if (!now.equals(asked)) {
      known = new BootProfiles(now, leftOut);
      asked = now;
    }
    return known;
  }

  /** With the profiles of these architectures, outside of a framework. */
  public static KernelBoot with(Architecture... architectures) {
    return new BootComponent(() -> List.of(architectures), failure -> {});
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
