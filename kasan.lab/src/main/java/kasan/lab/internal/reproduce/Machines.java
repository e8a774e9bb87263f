// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.reproduce;

import java.util.Map;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;
import kasan.lab.api.Settings;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.inventory.ArchChoice;

/** Boots the kernels of the tables, by the names of what is there, and runs workloads on them. */
public final class Machines {
  /** The base kernel of the series. */
  static final String SERIES = "linux-2017-qemu";

  /** The kernel of the real guests. */
  static final String GUEST = "linux-6.12-qemu";

  static final int CPUS = 2;

  private final Extensions<ShadowScheme> schemes;
  private final Extensions<Workload> workloads;
  private final KernelBoot kernels;
  private final Wall wall;
  private final ArchModel arch;

  /**
   * @throws BadInputException when there is no architecture
   */
  public Machines(
      Extensions<ShadowScheme> schemes,
      Extensions<Architecture> archs,
      Extensions<Workload> workloads,
      KernelBoot kernels,
      Wall wall) {
    this.wall = wall;
    this.schemes = schemes;
    this.workloads = workloads;
    this.kernels = kernels;
    Extension<Architecture> first = archs.first();
    if (first == null) {
      throw new BadInputException("no architecture is there; 'archs' lists them");
    }
    this.arch = ArchChoice.of(first, Settings.NONE).model();
  }

  /** A kernel to boot. */
  record Boot(
      String profile,
      long ramMib,
      String scheme,
      Map<String, String> options,
      boolean kasan,
      boolean vmapStack) {
    /** The series' kernel; it knew no stacks in vmalloc space. */
    static Boot series(long ramMib, String scheme, Map<String, String> options) {
      return new Boot(SERIES, ramMib, scheme, options, true, false);
    }

    /** A real guest's kernel, with the shadow that it had itself: all of it at boot, or none. */
    static Boot guest(long ramMib, boolean kasan) {
      return new Boot(GUEST, ramMib, kasan ? "original" : "floor", Map.of(), kasan, true);
    }

    /** A guest's kernel with another scheme than it had, or the one that was put into it. */
    static Boot realKernel(long ramMib, String scheme, Map<String, String> options) {
      return new Boot(GUEST, ramMib, scheme, options, true, true);
    }

    /** The same kernel with the shadow that the series would give it. */
    static Boot patchedGuest(boolean kasan) {
      return new Boot(GUEST, 1024, "page", Map.of(), kasan, true);
    }
  }

  ModelledKernel boot(Boot boot, long seed) {
    Extension<ShadowScheme> scheme = schemes.get(boot.scheme());
    var plan =
        BootPlan.of(boot.ramMib(), CPUS, boot.profile())
            .layout(boot.kasan() ? LayoutClass.GENERIC : LayoutClass.PLAIN)
            .instrumentation(boot.kasan() ? Instrumentation.OUTLINE : Instrumentation.NONE)
            .vmapStack(boot.vmapStack())
            .seed(seed)
            .build();
    return kernels.boot(plan, arch, SchemeCalls.choice(scheme, boot.options()), wall);
  }

  /** Is told when a batch was applied. */
  interface Watch {
    /**
     * @return false to end the run
     */
    boolean applied(EventBatch batch);
  }

  /** Runs a workload on a kernel. */
  void run(
      ModelledKernel kernel, String workload, Map<String, String> options, long seed, Watch watch) {
    Workload found = ForeignServices.workload(workload, workloads.get(workload).service());
    Options set = Options.of(workload, found.options(), options);
    var batch = new EventBatch();
    try (EventSource source = found.open(kernel.machine(), set, seed)) {
      boolean on = true;
      while (on && source.next(batch)) {
        if (Thread.interrupted()) {
          throw new CancellationException("interrupted");
        }
        kernel.apply(batch, 0, batch.size, source);
        on = watch.applied(batch);
      }
      kernel.finish();
    }
  }
}
