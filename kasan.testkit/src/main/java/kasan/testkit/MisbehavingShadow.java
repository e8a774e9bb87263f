// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.concurrent.ThreadLocalRandom;
import kasan.api.arch.AddressLayout;
import kasan.api.memory.FrameUse;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.generic.StaticShadow;
import kasan.testkit.MisbehavingScheme.Fault;

/** The shadow of {@link MisbehavingScheme}. */
final class MisbehavingShadow extends StaticShadow {
  private static final int LEAK_PAGES = 1 << 16;

  private final MisbehavingScheme scheme;
  private final Fault fault;
  private final long after;
  private final long leakStart;
  private long calls;
  private long leaked;

  MisbehavingShadow(MisbehavingScheme scheme, KernelView view, Fault fault, long after) {
    super(
        view, AddressLayout.GENERIC_SCALE_SHIFT, new LeafPolicy(view.machine().pageShift(), false));
    this.scheme = scheme;
    this.fault = fault;
    this.after = after;
    this.calls = Long.MIN_VALUE; // none of those that build it count
    leakStart =
        view.space()
            .reserve("leak", LEAK_PAGES * view.machine().pageBytes(), view.machine().pageBytes());
    build();
    calls = 0;
  }

  /** Does what it must not do in any call, if the time has come. */
  private boolean misbehaves(int cpu) {
    if (++calls <= after) {
      return false;
    }
    switch (fault) {
      case THROWS -> throw new IllegalStateException("thrown on purpose");
      case THROWS_ERROR -> throw new NoClassDefFoundError("missing on purpose");
      case HANGS -> scheme.waitForRelease();
      case HANGS_IN_VIEW -> lookForEver();
      case FAULTS -> view.memory().store(cpu, leakStart + leaked * machine.pageBytes(), (byte) 1);
      case LEAKS -> {
        if (leaked < LEAK_PAGES) {
          long address = leakStart + leaked * machine.pageBytes();
          leaked += view.space().map(cpu, address, (byte) 0, FrameUse.ON_DEMAND) ? 1 : 0;
        }
      }
      default -> {}
    }
    return true;
  }

  @SuppressWarnings("InfiniteLoop") // a revoked view throws
  private void lookForEver() {
    scheme.hang();
    while (true) {
      view.memory().peek(leakStart);
      Thread.onSpinWait();
    }
  }

  private boolean refuses(int cpu) {
    return misbehaves(cpu) && fault == Fault.REFUSES_ALL;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    misbehaves(cpu);
    super.pagesAllocated(cpu, pfn, order);
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    misbehaves(cpu);
    super.pagesFreed(cpu, pfn, order);
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    return !refuses(cpu) && super.slabAllocated(cpu, pfn, order, cache);
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    misbehaves(cpu);
    super.objectAllocated(cpu, address, requestedBytes, cache);
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    misbehaves(cpu);
    super.objectFreed(cpu, address, cache);
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    return !refuses(cpu) && super.largeAllocated(cpu, pfn, order, requestedBytes);
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long size) {
    return !refuses(cpu) && super.stackAllocated(cpu, address, size);
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long size, long requestedBytes) {
    return !refuses(cpu) && super.vmallocMapped(cpu, address, size, requestedBytes);
  }

  @Override
  public boolean check(int cpu, long address, long size, boolean write) {
    if (!misbehaves(cpu)) {
      return super.check(cpu, address, size, write);
    }
    return switch (fault) {
      case REPORTS_ALL -> false;
      case MISSES_ALL -> true;
      case GUESSES -> ThreadLocalRandom.current().nextBoolean();
      default -> super.check(cpu, address, size, write);
    };
  }

  @Override
  public String meaning(int shadowByte) {
    return fault == Fault.SPEECHLESS ? "" : super.meaning(shadowByte);
  }
}
