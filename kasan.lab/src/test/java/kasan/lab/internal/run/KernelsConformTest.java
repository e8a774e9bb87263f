// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import arch.x86.internal.X86Architecture;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.BootComponent;
import kasan.kernel.internal.KernelComponent;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.internal.fake.FakeRecording;
import kasan.testkit.KernelConformance;
import org.junit.jupiter.api.Nested;

/** The three kernels that ship keep to one contract. */
class KernelsConformTest {
  private static ArchModel x86() {
    var arch = new X86Architecture();
    return arch.model(Options.of("x86", arch.options(), Map.of()));
  }

  private abstract static class OnARecording extends KernelConformance {
    final KernelComponent kernels = new KernelComponent();
    final FakeRecording recording = new FakeRecording(4096);

    OnARecording() {
      for (long i = 0; i < 64; i++) {
        recording.kmalloc(i, 0xffff888000100000L + (i << 10), 1000);
      }
      for (long i = 0; i < 64; i += 2) {
        recording.kfree(64 + i, 0xffff888000100000L + (i << 10));
      }
    }

    Options options() {
      return Options.of("", kernels.replayOptions(), Map.of());
    }

    @Override
    protected EventSource events(Kernel kernel) {
      return recording.open(recording.provides());
    }

    @Override
    protected AttachedShadow standing(Kernel kernel, SchemeChoice first) {
      return kernel.attach(first);
    }
  }

  @Nested
  class Replayed extends OnARecording {
    @Override
    protected Kernel kernel(SchemeChoice first) {
      return kernels.replay(recording, x86(), options());
    }
  }

  @Nested
  class Relaid extends OnARecording {
    @Override
    protected Kernel kernel(SchemeChoice first) {
      return kernels.relaid(recording, x86(), options());
    }
  }

  @Nested
  class Modelled extends KernelConformance {
    @Override
    protected Kernel kernel(SchemeChoice first) {
      var plan =
          new BootPlan(
              128, 2, "linux-6.12-qemu", LayoutClass.GENERIC, Instrumentation.OUTLINE, true, 1);
      return BootComponent.with(new X86Architecture()).boot(plan, x86(), first);
    }

    @Override
    protected EventSource events(Kernel kernel) {
      var churn = new Churn();
      return churn.open(
          kernel.machine(), Options.of("churn", churn.options(), Map.of("length", "500")), 1);
    }

    @Override
    protected AttachedShadow standing(Kernel kernel, SchemeChoice first) {
      return ((ModelledKernel) kernel).current();
    }
  }
}
