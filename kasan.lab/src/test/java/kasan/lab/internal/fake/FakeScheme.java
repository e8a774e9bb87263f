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

  private final class Told implements Shadow {
    @Override
    public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
      if (onSlab != null) {
        throw onSlab.get();
      }
      return true;
    }

    @Override
    public void slabFreed(int cpu, long pfn, int order) {}

    @Override
    public void pagesAllocated(int cpu, long pfn, int order) {}

    @Override
    public void pagesFreed(int cpu, long pfn, int order) {}

    @Override
    public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {}

    @Override
    public void objectFreed(int cpu, long address, SlabCache cache) {}

    @Override
    public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
      return true;
    }

    @Override
    public void largeFreed(int cpu, long pfn, int order) {}

    @Override
    public boolean stackAllocated(int cpu, long address, long bytes) {
      return true;
    }

    @Override
    public void stackFreed(int cpu, long address, long bytes) {}

    @Override
    public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
      return true;
    }

    @Override
    public void vmallocUnmapped(int cpu, long address, long bytes) {}

    @Override
    public void vmallocPurged(int cpu, long start, long end) {}

    @Override
    public void poison(int cpu, long address, long bytes, byte code) {}

    @Override
    public void unpoison(int cpu, long address, long bytes) {}

    @Override
    public boolean check(int cpu, long address, long bytes, boolean write) {
      return true;
    }

    @Override
    public boolean byteAccessible(int cpu, long address) {
      return true;
    }

    @Override
    public int shadowByte(long address) {
      return -1;
    }

    @Override
    public String meaning(int shadowByte) {
      return "";
    }
  }
}
