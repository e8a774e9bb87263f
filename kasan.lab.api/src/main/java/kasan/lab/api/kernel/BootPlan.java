// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.lab.api.recording.Ageing;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import org.jspecify.annotations.Nullable;

/**
 * The kernel to boot.
 *
 * @param ramMib RAM in MiB, as one gives it to a virtual machine
 * @param cpus number of CPUs
 * @param profile name of a built-in profile, or path of a profile file: image sizes, what the plain
 *     kernel reserves
 * @param layout class of object layout and pointers
 * @param instrumentation what was compiled in
 * @param vmapStack whether task stacks lie in vmalloc space
 * @param seed of every choice that a real machine leaves to chance
 * @param ageing how fragmented its memory is; null for a machine that has just booted
 */
public record BootPlan(
    long ramMib,
    int cpus,
    String profile,
    LayoutClass layout,
    Instrumentation instrumentation,
    boolean vmapStack,
    long seed,
    @Nullable Ageing ageing) {
  /** A machine that has just booted. */
  public BootPlan(
      long ramMib,
      int cpus,
      String profile,
      LayoutClass layout,
      Instrumentation instrumentation,
      boolean vmapStack,
      long seed) {
    this(ramMib, cpus, profile, layout, instrumentation, vmapStack, seed, null);
  }

  /** A machine that has just booted, its kernel compiled with outline instrumentation. */
  public static Builder of(long ramMib, int cpus, String profile) {
    return new Builder(ramMib, cpus, profile);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final long ramMib;
    private final int cpus;
    private final String profile;
    private LayoutClass layout = LayoutClass.GENERIC;
    private Instrumentation instrumentation = Instrumentation.OUTLINE;
    private boolean vmapStack = false;
    private long seed = 0;
    private @Nullable Ageing ageing = null;

    private Builder(long ramMib, int cpus, String profile) {
      this.ramMib = ramMib;
      this.cpus = cpus;
      this.profile = profile;
    }

    /** Class of object layout and pointers. */
    public Builder layout(LayoutClass value) {
      layout = value;
      return this;
    }

    /** What was compiled in. */
    public Builder instrumentation(Instrumentation value) {
      instrumentation = value;
      return this;
    }

    /** Whether task stacks lie in vmalloc space. */
    public Builder vmapStack(boolean value) {
      vmapStack = value;
      return this;
    }

    /** Of every choice that a real machine leaves to chance. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** How fragmented its memory is. */
    public Builder ageing(@Nullable Ageing value) {
      ageing = value;
      return this;
    }

    /** The plan. */
    public BootPlan build() {
      return new BootPlan(ramMib, cpus, profile, layout, instrumentation, vmapStack, seed, ageing);
    }
  }
}
