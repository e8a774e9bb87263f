// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.modelled;

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
import kasan.lab.api.kernel.SchemeTraits;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;

/** Boots kernels for tests, with the built-in schemes on x86-64. */
final class BootedMachine {
  private BootedMachine() {}

  static ArchModel x86() {
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

  static SchemeTraits traits(String name) {
    return switch (name) {
      case "original" -> new SchemeTraits(name, true);
      case "page" -> new SchemeTraits(name, false);
      case "ondemand" -> new SchemeTraits(name, true);
      default -> new SchemeTraits(name, false, false, 0, false);
    };
  }

  static Options options(String name, Map<String, String> set) {
    return Options.of(name, scheme(name).options(), set);
  }

  static ModelledKernel boot(BootPlan plan, String scheme) {
    return PlacingKernel.boot(
        profiles(), plan, x86(), traits(scheme), scheme(scheme), options(scheme, Map.of()));
  }

  /** The built-in profile with KASAN's layout, outline. */
  static BootPlan kasan(long ramMib, int cpus) {
    return new BootPlan(ramMib, cpus, "linux-6.12-qemu", "generic", "outline", true, 1);
  }

  /** The profiles of the built-in architectures. */
  static BootProfiles profiles() {
    return new BootProfiles(List.of(new X86Architecture(), new Arm64Architecture()));
  }
}
