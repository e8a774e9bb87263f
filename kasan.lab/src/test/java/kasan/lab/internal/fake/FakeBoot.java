// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.Wall;

/**
 * Boots kernels whose image takes 100 kB, whose shadow takes an eighth of RAM, and that do not boot
 * below 16 MiB. It remembers its plans.
 */
public final class FakeBoot implements KernelBoot {
  /** The plans of all boots so far. */
  public final List<BootPlan> plans = new ArrayList<>();

  @Override
  public ModelledKernel boot(BootPlan plan, ArchModel arch, SchemeChoice scheme, Wall wall) {
    plans.add(plan);
    if (plan.ramMib() < 16) {
      throw new BadInputException("too small");
    }
    var breakdown = new TreeMap<String, Long>(Map.of("image", 100L));
    if (plan.instrumentation() != Instrumentation.NONE) {
      breakdown.put("shadow-static", plan.ramMib() << 7);
    }
    long taken = breakdown.values().stream().mapToLong(Long::longValue).sum();
    var shadow =
        (AttachedShadow)
            Proxy.newProxyInstance(
                FakeBoot.class.getClassLoader(),
                new Class<?>[] {AttachedShadow.class},
                (self, method, arguments) -> null);
    return (ModelledKernel)
        Proxy.newProxyInstance(
            FakeBoot.class.getClassLoader(),
            new Class<?>[] {ModelledKernel.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "memTotalKb" -> (plan.ramMib() << 10) - taken;
                  case "breakdownKb" -> breakdown;
                  case "current" -> shadow;
                  default -> null;
                });
  }

  @Override
  public List<String> profiles() {
    return List.of("a-pc");
  }

  @Override
  public ProfileFacts profile(String profile, ArchModel arch) {
    return new ProfileFacts(profile, 1024, 2, 1_000_000, "none", 7, null, "x86", "a PC");
  }
}
