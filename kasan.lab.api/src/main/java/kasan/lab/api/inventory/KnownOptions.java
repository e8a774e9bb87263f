// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import kasan.api.option.OptionSpec;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.wall.ForeignFailure;

/**
 * Every option that is declared by what is there, third parties' among them.
 *
 * @param all the kernel's first, then by kind and name of the owner, as each declares them
 * @param failures a line for each owner that could not say
 */
public record KnownOptions(List<Known> all, List<String> failures) {
  /**
   * One of them.
   *
   * @param owner whose it is; empty for the kernel that replays
   * @param spec what it takes
   */
  public record Known(String owner, OptionSpec spec) {
    /** As users write it: {@code page.recheck}. */
    public String key() {
      return owner.isEmpty() ? spec.name() : owner + "." + spec.name();
    }
  }

  /** Copies the lists. */
  public KnownOptions {
    all = List.copyOf(all);
    failures = List.copyOf(failures);
  }

  /**
   * Asks all owners.
   *
   * @param suite what the suite declares; empty when there is none
   */
  public static KnownOptions of(Inventory inventory, List<OptionSpec> suite) {
    var asking = new Asking();
    KernelFactory kernels = inventory.kernels();
    if (kernels != null) {
      asking.add("", kernels::replayOptions);
    }
    for (var scheme : inventory.schemes().all()) {
      asking.add(scheme.name(), () -> scheme.service().options());
    }
    for (var arch : inventory.archs().all()) {
      asking.add(arch.name(), () -> arch.service().options());
    }
    for (var workload : inventory.workloads().all()) {
      asking.add(workload.name(), () -> workload.service().options());
    }
    asking.add("suite", () -> suite);
    return new KnownOptions(asking.all, asking.failures);
  }

  private static final class Asking {
    private final List<Known> all = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    void add(String owner, Supplier<List<OptionSpec>> options) {
      try {
        options.get().forEach(option -> all.add(new Known(owner, option)));
      } catch (ForeignFailure e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
  }
}
