// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.arch.ArchModel;
import kasan.api.memory.FrameUse;
import kasan.api.memory.Machine;
import kasan.api.memory.SlabCache;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.Shadow;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Recording;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelCounts;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.kernel.LayoutBill;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * A kernel that knows slabs only. A scheme called {@code floor} costs nothing; any other has 8 kB
 * that stand, and 4 kB and 10 instructions for each slab while it is there.
 */
public final class FakeKernel implements Kernel {
  private final Recording recording;
  private final ArchModel arch;
  private final Wall wall;
  private final SortedMap<Long, Integer> slabs = new TreeMap<>();
  private final List<Attached> shadows = new ArrayList<>();
  private long events;
  private long now;
  private @Nullable LayoutBill layout;

  private FakeKernel(Recording recording, ArchModel arch, Wall wall) {
    this.wall = wall;
    this.recording = recording;
    this.arch = arch;
    slabs.put(8000L, 0);
  }

  /** Makes such kernels. */
  public static final class Factory implements KernelFactory {
    @Override
    public List<OptionSpec> replayOptions() {
      return List.of(OptionSpec.choice("unknown", "how unknown pages count", "in-use", "free"));
    }

    @Override
    public Kernel replay(Recording recording, ArchModel arch, Options options, Wall wall) {
      return new FakeKernel(recording, arch, wall);
    }

    @Override
    public Kernel relaid(Recording recording, ArchModel arch, Options options, Wall wall) {
      var kernel = new FakeKernel(recording, arch, wall);
      kernel.layout = new LayoutBill(10, 20, 30, 40, 500, 60, 7);
      return kernel;
    }
  }

  @Override
  public @Nullable LayoutBill layoutBill() {
    return layout;
  }

  @Override
  public Machine machine() {
    return recording.machine();
  }

  @Override
  public ArchModel arch() {
    return arch;
  }

  @Override
  public Oracle oracle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public AttachedShadow attach(SchemeChoice scheme) {
    Shadow built =
        wall.call(
            ForeignCode.of(scheme.name(), scheme.service()),
            () -> scheme.service().attach(new FakeView(machine(), slabs), scheme.options()));
    var shadow = new Attached(scheme.name(), built);
    shadows.add(shadow);
    return shadow;
  }

  @Override
  public void apply(EventBatch batch, int from, int to, EventSource source) {
    for (int i = from; i < to; i++) {
      long pfn = batch.address[i];
      int order = batch.order[i];
      boolean come = batch.kind[i] == EventKind.PAGE_ALLOC;
      if (come) {
        slabs.put(pfn, order);
      } else {
        slabs.remove(pfn);
      }
      shadows.forEach(shadow -> shadow.tell(come, pfn, order));
      now = batch.nanos[i];
      events++;
    }
  }

  @Override
  public void finish() {}

  @Override
  public KernelCounts counts() {
    long pages = slabs.values().stream().mapToLong(order -> 1L << order).sum();
    return new KernelCounts(
        events, 7, 5, 0, new TreeMap<>(), 0, pages, 1L, 1L, 0, 0, new TreeMap<>());
  }

  @Override
  public long nowNanos() {
    return now;
  }

  @Override
  public void revoke(String why) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  private final class Attached implements AttachedShadow {
    private final String name;
    private final Shadow shadow;
    private @Nullable ForeignFailure failure;
    private long mappedPeak;
    private long told;

    Attached(String name, Shadow shadow) {
      this.name = name;
      this.shadow = shadow;
      this.mappedPeak = mapped();
    }

    private long mapped() {
      return name.equals("floor") ? 0 : slabs.size();
    }

    void tell(boolean come, long pfn, int order) {
      if (failure != null) {
        return;
      }
      try {
        if (come) {
          shadow.slabAllocated(0, pfn, order, new SlabCache("c", 64, 64, false, false));
        } else {
          shadow.slabFreed(0, pfn, order);
        }
      } catch (RuntimeException e) {
        failure = Wall.failure(ForeignCode.of(name, shadow), e);
      }
      told++;
      mappedPeak = Math.max(mappedPeak, mapped());
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Shadow shadow() {
      return shadow;
    }

    @Override
    public KernelTruth truth() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Footprint footprint() {
      long stands = name.equals("floor") ? 0 : 8;
      return new Footprint(
          Map.of(FrameUse.STATIC, stands, FrameUse.ON_DEMAND, 4 * mapped()),
          Map.of(FrameUse.STATIC, stands, FrameUse.ON_DEMAND, 4 * mappedPeak),
          stands + 4 * mapped(),
          stands + 4 * mappedPeak,
          0,
          mapped(),
          mappedPeak);
    }

    @Override
    public Work work() {
      long all = 100 + told;
      return new Work(all, 0, 0, all, 0, 0, 0, 0, 0, all, all, all, all, all, 0, all, 0, 10 * all);
    }

    @Override
    public @Nullable ForeignFailure failure() {
      return failure;
    }

    @Override
    public void close() {}
  }
}
