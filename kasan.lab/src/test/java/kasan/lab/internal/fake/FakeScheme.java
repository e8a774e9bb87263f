// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.List;
import java.util.function.Supplier;
import kasan.api.arch.ArchModel;
import kasan.api.memory.SlabCache;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.scheme.SilentShadow;
import org.jspecify.annotations.Nullable;

/**
 * A scheme that takes one shadow page for each slab, as its kernel sees, and misbehaves when told
 * to.
 */
public final class FakeScheme implements ShadowScheme {
  private @Nullable String refusal;
  private @Nullable Supplier<RuntimeException> onAttach;
  private @Nullable Supplier<RuntimeException> onSlab;

  /** Cannot run on any architecture. */
  public FakeScheme refusing(String reason) {
    refusal = reason;
    return this;
  }

  /** Throws when it is attached. */
  public FakeScheme throwingOnAttach(Supplier<RuntimeException> failure) {
    onAttach = failure;
    return this;
  }

  /** Throws when it is told of a slab. */
  public FakeScheme throwingOnSlab(Supplier<RuntimeException> failure) {
    onSlab = failure;
    return this;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.onOff("recheck", "repeat a failed check", true),
        OptionSpec.number("delay", "microseconds until an unmap", 0, 1000, 40));
  }

  @Override
  public @Nullable String refusal(ArchModel arch, Options options) {
    return refusal;
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    if (onAttach != null) {
      throw onAttach.get();
    }
    return new Told();
  }

  private final class Told extends SilentShadow {
    @Override
    public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
      if (onSlab != null) {
        throw onSlab.get();
      }
      return true;
    }
  }
}
