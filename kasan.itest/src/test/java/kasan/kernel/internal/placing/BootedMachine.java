// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;

/** Boots kernels for tests, with the built-in schemes on x86-64. */
public final class BootedMachine {
  private BootedMachine() {}

  public static ArchModel x86() {
    var architecture = new X86Architecture();
    return architecture.model(Options.of("x86", architecture.options(), Map.of()));
  }

  static ShadowScheme scheme(String name) {
    return switch (name) {
      case "original" -> new OriginalScheme();
      case "page" -> new PageScheme();
      case "ondemand" -> new OndemandScheme();
      default -> new FloorScheme();
    };
  }

  static SchemeDescription traits(String name) {
    return switch (name) {
      case "original" -> SchemeDescription.named(name).build();
      case "page" -> SchemeDescription.named(name).vmalloc(false).build();
      case "ondemand" -> SchemeDescription.named(name).build();
      default ->
          SchemeDescription.named(name).vmalloc(false).granuleBytes(0).instrumentation().build();
    };
  }

  public static SchemeChoice choice(String name, Map<String, String> set) {
    return SchemeChoice.of(traits(name), scheme(name), set);
  }

  static ModelledKernel boot(BootPlan plan, String scheme) {
    return PlacingKernel.boot(profiles(), plan, x86(), choice(scheme, Map.of()), new Wall());
  }

  /** The built-in profile with KASAN's layout, outline. */
  static BootPlan kasan(long ramMib, int cpus) {
    return new BootPlan(
        ramMib, cpus, "linux-6.12-qemu", LayoutClass.GENERIC, Instrumentation.OUTLINE, true, 1);
  }

  /** The profiles of the built-in architectures. */
  static BootProfiles profiles() {
    return new BootProfiles(List.of(new X86Architecture(), new Arm64Architecture()));
  }
}
