// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import kasan.shadow.block.internal.BlockScheme;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.kfence.internal.KfenceScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.shadow.scale.internal.Scale16Scheme;
import kasan.shadow.scale.internal.Scale32Scheme;
import kasan.shadow.tags.internal.HwTagsScheme;
import kasan.shadow.tags.internal.SwTagsScheme;
import kasan.testkit.ServiceCard;

/** A built-in scheme with what its registration says of it: the properties of its component. */
final class KnownScheme {
  private static final List<ShadowScheme> ALL =
      List.of(
          new FloorScheme(),
          new OriginalScheme(),
          new PageScheme(),
          new OndemandScheme(),
          new Scale16Scheme(),
          new Scale32Scheme(),
          new BlockScheme(),
          new KfenceScheme(),
          new SwTagsScheme(),
          new HwTagsScheme());

  private final ShadowScheme scheme;
  private final SchemeDescription description;

  private KnownScheme(ShadowScheme scheme) {
    this.scheme = scheme;
    this.description = ServiceCard.description(scheme.getClass());
  }

  static KnownScheme of(String name) {
    for (ShadowScheme each : ALL) {
      var known = new KnownScheme(each);
      if (known.description.name().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(name);
  }

  SchemeDescription description() {
    return description;
  }

  /** How its kernels are compiled when somebody asks for {@code wanted}. */
  Instrumentation instrumentation(Instrumentation wanted) {
    return description.compiledAs(List.of(wanted)).get(0);
  }

  ArchModel arch() {
    Architecture arch = description.tagged() ? new Arm64Architecture() : new X86Architecture();
    return arch.model(Options.of("arch", arch.options(), Map.of()));
  }

  /** Boots a kernel of 128 MiB that carries it. */
  PlacingKernel boot(int cpus, Instrumentation wanted, long seed, Map<String, String> set) {
    LayoutClass layout = description.shadowless() ? LayoutClass.PLAIN : description.layoutClass();
    var plan =
        new BootPlan(
            128,
            cpus,
            "linux-6.12-qemu",
            layout,
            instrumentation(wanted),
            description.vmalloc(),
            seed);
    return (PlacingKernel)
        PlacingKernel.boot(
            BootedMachine.profiles(),
            plan,
            arch(),
            SchemeChoice.of(description, scheme, set),
            new Wall());
  }

  /** Swaps a kernel to it. */
  void swapInto(PlacingKernel kernel) {
    kernel.swap(SchemeChoice.of(description, scheme, Map.of()));
  }
}
