// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.fixture.BareKernel;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.view.Attachment;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The three schemes on random memory operations, judged by the oracle: what the frames, tables and
 * TLBs beneath them do wrong shows here.
 */
class SchemesOnBareKernelTest {
  private static final int PAGES = 512;
  private static final int CPUS = 3;
  private static final SlabCache DENTRY = new SlabCache("dentry", 192, 192, false, false);

  private final BareKernel kernel = new BareKernel(TestArch.x86(), CPUS, PAGES);
  private final List<Long> slabs = new ArrayList<>();
  private final List<Long> plain = new ArrayList<>();
  private final List<Long> objects = new ArrayList<>();
  private Random random = new Random(0);

  /** A recording can hand a page out again without an event: then its first object tells. */
  @ParameterizedTest
  @ValueSource(strings = {"page", "ondemand"})
  void shadowStaysWhereAQueuedBlockBecomesSlabWithoutAPageEvent(String name) {
    Attachment attached = kernel.attach(SchemeChoice.of(traits(name), scheme(name), options(name)));
    kernel.allocateSlab(0, 8, 3, DENTRY);
    kernel.freeSlab(0, 8, 3);
    kernel.core().makeSlab(0, 9, 0, kernel.core().state().caches().number(DENTRY), true);
    kernel.advance(5_000_000);
    kernel.allocateObject(0, kernel.address(9), 192, DENTRY);
    assertEquals(null, attached.failure());
    assertTrue(attached.shadow().check(0, kernel.address(9), 8, false));
    assertEquals(1, attached.work().unmapsCancelled());
  }

  @ParameterizedTest
  @CsvSource({
    // scheme, seed, kinds of bugs that it always finds
    "original, 1, FREED FREE_PAGE NEVER_ALLOCATED",
    "original, 2, FREED FREE_PAGE NEVER_ALLOCATED",
    "page, 1, FREED FREE_PAGE NEVER_ALLOCATED",
    "page, 2, FREED FREE_PAGE NEVER_ALLOCATED",
    "page, 3, FREED FREE_PAGE NEVER_ALLOCATED",
    "ondemand, 1, ''",
    "ondemand, 2, ''",
  })
  void noAccessThatIsRightIsReportedAndNoBugIsMissedThatTheSchemeFinds(
      String name, long seed, String finds) {
    random = new Random(seed);
    Attachment attached = kernel.attach(SchemeChoice.of(traits(name), scheme(name), options(name)));
    for (int step = 0; step < 20_000; step++) {
      int cpu = random.nextInt(CPUS);
      change(cpu);
      kernel.advance(random.nextInt(1_000_000));
      long address = kernel.address(0) + random.nextInt(PAGES << 9) * 8L;
      ByteState truth = kernel.oracle().stateOf(address);
      boolean passes = attached.shadow().check(cpu, address, 1, random.nextBoolean());
      assertEquals(null, attached.failure());
      if (!truth.bug()) {
        assertTrue(passes, () -> "false report of " + truth);
      } else if (finds.contains(truth.name())) {
        assertTrue(!passes, () -> "missed " + truth);
      }
    }
    attached.close();
    assertEquals(0, attached.footprint().totalKb());
    assertEquals(attached.work().framesTaken(), attached.work().framesGiven());
  }

  private void change(int cpu) {
    switch (random.nextInt(8)) {
      case 0 -> {
        long pfn = freeRun(1);
        if (pfn >= 0) {
          kernel.allocateSlab(cpu, pfn, 1, DENTRY);
          slabs.add(pfn);
        }
      }
      case 1 -> {
        long pfn = freeRun(0);
        if (pfn >= 0) {
          kernel.allocatePages(cpu, pfn, 0);
          plain.add(pfn);
        }
      }
      case 2 -> {
        if (!plain.isEmpty() && plain.size() > random.nextInt(100)) {
          kernel.freePages(cpu, any(plain), 0);
        }
      }
      case 3 -> {
        if (!slabs.isEmpty() && slabs.size() > random.nextInt(60)) {
          long pfn = any(slabs);
          long from = kernel.address(pfn);
          objects.removeIf(object -> object >= from && object < kernel.address(pfn + 2));
          kernel.freeSlab(cpu, pfn, 1);
        }
      }
      case 4, 5 -> {
        if (!slabs.isEmpty()) {
          long pfn = slabs.get(random.nextInt(slabs.size()));
          long object = kernel.address(pfn) + 192L * random.nextInt(42);
          if (!objects.contains(object)) {
            kernel.allocateObject(cpu, object, 192, DENTRY);
            objects.add(object);
          }
        }
      }
      default -> {
        if (!objects.isEmpty()) {
          kernel.freeObject(cpu, any(objects));
        }
      }
    }
  }

  private long any(List<Long> from) {
    return from.remove(random.nextInt(from.size()));
  }

  private long freeRun(int order) {
    long pfn = (long) random.nextInt(PAGES >> order) << order;
    return kernel.core().state().pages().allFree(pfn, order) ? pfn : -1;
  }

  /** A shadow built in the middle agrees with one that saw everything happen. */
  @ParameterizedTest
  @CsvSource({"original, 1", "page, 2", "ondemand, 3"})
  void aShadowBuiltFromTheTruthJudgesAsOneThatSawItHappen(String name, long seed) {
    random = new Random(seed);
    Attachment first = kernel.attach(SchemeChoice.of(traits(name), scheme(name), options(name)));
    for (int round = 0; round < 20; round++) {
      for (int step = 0; step < 200; step++) {
        change(random.nextInt(CPUS));
      }
      Attachment second = kernel.attach(SchemeChoice.of(traits(name), scheme(name), options(name)));
      for (long at = kernel.address(0); at < kernel.address(PAGES); at += 64) {
        ByteState truth = kernel.oracle().stateOf(at);
        long address = at;
        boolean byFirst = first.shadow().check(0, at, 1, false);
        boolean bySecond = second.shadow().check(0, at, 1, false);
        if (!truth.bug() || name.equals("original")) {
          assertEquals(byFirst, bySecond, () -> truth + " at " + Long.toHexString(address));
        }
      }
      second.close();
    }
  }

  private static SchemeDescription traits(String name) {
    return SchemeDescription.named(name).vmalloc(!name.equals("page")).build();
  }

  private static Map<String, String> options(String name) {
    return name.equals("ondemand") ? Map.of("ipi-on-map", "on") : Map.of();
  }

  private static ShadowScheme scheme(String name) {
    return switch (name) {
      case "original" -> new OriginalScheme();
      case "page" -> new PageScheme();
      case "ondemand" -> new OndemandScheme();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
