// SPDX-License-Identifier: Apache-2.0
package kasan.bench;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;
import kasan.kernel.internal.alloc.boot.BootProfiles;
import kasan.kernel.internal.placing.PlacingKernel;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.ModelledKernel;
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
import kasan.workload.internal.KernelBuildLoad;

/** A modelled kernel under measurement, put together without a framework. */
public final class Machine {
  private static final BootProfiles PROFILES =
      new BootProfiles(List.of(new X86Architecture(), new Arm64Architecture()));

  private static final int GRANULE_BYTES = 8;

  private Machine() {}

  static ArchModel x86() {
    return arch("x86");
  }

  /** An architecture with its defaults. */
  static ArchModel arch(String name) {
    Architecture architecture =
        switch (name) {
          case "x86" -> new X86Architecture();
          case "arm64" -> new Arm64Architecture();
          default -> throw new IllegalArgumentException(name);
        };
    return architecture.model(Options.of(name, architecture.options(), Map.of()));
  }

  static ShadowScheme scheme(String name) {
    return switch (name) {
      case "original" -> new OriginalScheme();
      case "page" -> new PageScheme();
      case "ondemand" -> new OndemandScheme();
      case "block" -> new BlockScheme();
      case "scale-16" -> new Scale16Scheme();
      case "scale-32" -> new Scale32Scheme();
      case "kfence" -> new KfenceScheme();
      case "floor" -> new FloorScheme();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static SchemeDescription description(String name) {
    SchemeDescription.Builder scheme =
        SchemeDescription.named(name).vmalloc(!name.equals("page")).layoutClass(layoutOf(name));
    return switch (name) {
      case "floor", "kfence" -> scheme.granuleBytes(0).instrumentation().build();
      case "block" -> scheme.instrumentation(Instrumentation.OUTLINE).build();
      case "scale-16" -> scheme.granuleBytes(2 * GRANULE_BYTES).build();
      case "scale-32" -> scheme.granuleBytes(4 * GRANULE_BYTES).build();
      default -> scheme.build();
    };
  }

  /** A scheme with its defaults. */
  public static SchemeChoice choice(String name) {
    return SchemeChoice.of(description(name), scheme(name), Map.of());
  }

  /** The layout of a kernel that is compiled for a scheme. */
  static LayoutClass layoutOf(String scheme) {
    return switch (scheme) {
      case "floor", "kfence" -> LayoutClass.PLAIN;
      case "scale-16" -> LayoutClass.GENERIC_16;
      case "scale-32" -> LayoutClass.GENERIC_32;
      default -> LayoutClass.GENERIC;
    };
  }

  /** Boots with outline instrumentation, the floor without KASAN. */
  static ModelledKernel boot(String scheme, long ramMib, int cpus) {
    return boot(x86(), scheme, layoutOf(scheme), ramMib, cpus);
  }

  /** Boots on x86-64. */
  public static PlacingKernel boot(
      String scheme, Instrumentation instrumentation, long ramMib, int cpus) {
    var plan =
        BootPlan.of(ramMib, cpus, "linux-6.12-qemu")
            .layout(layoutOf(scheme))
            .instrumentation(instrumentation)
            .seed(1)
            .build();
    return (PlacingKernel) PlacingKernel.boot(PROFILES, plan, x86(), choice(scheme), new Wall());
  }

  static ModelledKernel boot(
      ArchModel arch, String scheme, LayoutClass layout, long ramMib, int cpus) {
    boolean shadow = layout != LayoutClass.PLAIN;
    var plan =
        BootPlan.of(ramMib, cpus, "linux-6.12-qemu")
            .layout(layout)
            .instrumentation(shadow ? Instrumentation.OUTLINE : Instrumentation.NONE)
            .seed(1)
            .build();
    return PlacingKernel.boot(PROFILES, plan, arch, choice(scheme), new Wall());
  }

  /** A kernel build of so many seconds, at the recorded pace. */
  public static EventSource kernelBuild(ModelledKernel kernel, int seconds, int percent) {
    Workload load = new KernelBuildLoad();
    Options options =
        Options.of(
            "kernel-build",
            load.options(),
            Map.of("seconds", Integer.toString(seconds), "scale", Integer.toString(percent)));
    return load.open(kernel.machine(), options, 1);
  }
}
