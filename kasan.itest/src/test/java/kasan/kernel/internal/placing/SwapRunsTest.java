// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import kasan.api.memory.PageKind;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.EventBatch;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.Wall;
import kasan.shadow.block.internal.BlockScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Swaps of shadows that are told of frames in runs, beside the same swaps of shadows that are told
 * of each block on its own: the same frames, the same counts, the same shadow bytes.
 */
class SwapRunsTest {
  private static final int PAGE_SHIFT = 12;

  /** The pages that a shadow was told of in runs. */
  private long pagesInRuns;

  private static ShadowScheme scheme(String name) {
    return name.equals("block") ? new BlockScheme() : BootedMachine.scheme(name);
  }

  private static SchemeDescription traits(String name) {
    return name.equals("block")
        ? SchemeDescription.named(name).instrumentation(Instrumentation.OUTLINE).build()
        : BootedMachine.traits(name);
  }

  /** A scheme whose shadow hears of each block of a run on its own. */
  private final class OneByOne implements ShadowScheme {
    private final ShadowScheme scheme;

    OneByOne(ShadowScheme scheme) {
      this.scheme = scheme;
    }

    @Override
    public List<OptionSpec> options() {
      return scheme.options();
    }

    @Override
    public Shadow attach(KernelView view, Options options) {
      Shadow shadow = scheme.attach(view, options);
      return (Shadow)
          Proxy.newProxyInstance(
              Shadow.class.getClassLoader(),
              new Class<?>[] {Shadow.class},
              (proxy, method, arguments) -> call(shadow, method, arguments));
    }

    private Object call(Shadow shadow, Method method, Object[] arguments) throws Throwable {
      if (method.getName().startsWith("run")) {
        int cpu = (Integer) arguments[0];
        int order = (Integer) arguments[2];
        for (long i = 0; i < (Long) arguments[3]; i++) {
          long pfn = (Long) arguments[1] + (i << order);
          if (method.getName().equals("runFreed")) {
            shadow.pagesFreed(cpu, pfn, order);
          } else {
            shadow.pagesAllocated(cpu, pfn, order);
          }
          pagesInRuns += 1L << order;
        }
        return Void.TYPE;
      }
      try {
        return method.invoke(shadow, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }
  }

  private static PlacingKernel boot(String name, ShadowScheme scheme) {
    var plan =
        new BootPlan(
            512, 2, "linux-6.12-qemu", LayoutClass.GENERIC, Instrumentation.OUTLINE, true, 1);
    Options options = Options.of(name, scheme.options(), Map.of());
    return (PlacingKernel)
        PlacingKernel.boot(
            BootedMachine.profiles(),
            plan,
            BootedMachine.x86(),
            new SchemeChoice(traits(name), scheme, options),
            new Wall());
  }

  private static void swap(PlacingKernel kernel, String name, ShadowScheme scheme) {
    kernel.swap(
        new SchemeChoice(traits(name), scheme, Options.of(name, scheme.options(), Map.of())));
  }

  /** Page counts add up to RAM, and each frame of the shadow is one that the allocator gave. */
  private static void checkFrames(PlacingKernel kernel) {
    var pages = kernel.allocators().pages;
    assertEquals(
        pages.managedPages(), pages.allocatedPages() + pages.heldPages() + pages.freePages());
    var truth = kernel.core().state().pages();
    long sum = 0;
    for (PageKind kind : PageKind.values()) {
      sum += kind == PageKind.NONE ? 0 : truth.count(kind);
    }
    long window = kernel.core().state().stackWindow().pages();
    assertEquals(kernel.machine().ramPages() + window, sum);
    assertEquals(kernel.current().footprint().totalKb() >> 2, truth.count(PageKind.SHADOW));
  }

  private static void checkAlike(PlacingKernel one, PlacingKernel other, SplittableRandom random) {
    assertEquals(one.current().work(), other.current().work());
    assertEquals(one.current().footprint(), other.current().footprint());
    assertEquals(one.memFreeKb(), other.memFreeKb());
    var differing = new ArrayList<String>();
    for (int i = 0; i < 3000; i++) {
      long pfn = random.nextLong(one.machine().frames());
      long address = one.machine().addressOf(pfn) + random.nextInt(1 << PAGE_SHIFT);
      assertEquals(one.core().state().pages().kind(pfn), other.core().state().pages().kind(pfn));
      int value = one.current().shadow().shadowByte(address);
      if (value != other.current().shadow().shadowByte(address)) {
        differing.add(Long.toHexString(address) + ": " + value);
      }
    }
    assertEquals(List.of(), differing);
  }

  @ParameterizedTest
  @CsvSource({"original, 1", "page, 2", "ondemand, 3", "block, 4", "block, 5"})
  void runsComeToTheSameAsEachBlockOnItsOwn(String booted, long seed) {
    PlacingKernel one = boot(booted, scheme(booted));
    PlacingKernel other = boot(booted, new OneByOne(scheme(booted)));
    String[] schemes =
        booted.equals("block")
            ? new String[] {"block", "original", "page", "ondemand"}
            : new String[] {"original", "page", "ondemand"};
    var random = new SplittableRandom(seed);
    var load = new RandomLoad((int) seed, 2, 20_000);
    var batch = new EventBatch();
    while (load.next(batch)) {
      for (int from = 0; from < batch.size; from += 1000) {
        int to = Math.min(batch.size, from + 1000);
        one.apply(batch, from, to, load);
        other.apply(batch, from, to, load);
        String next = schemes[random.nextInt(schemes.length)];
        swap(one, next, scheme(next));
        swap(other, next, new OneByOne(scheme(next)));
        checkFrames(one);
        checkFrames(other);
        checkAlike(one, other, random);
      }
    }
    assertTrue(pagesInRuns > 1 << 15, "pages in runs: " + pagesInRuns);
  }
}
