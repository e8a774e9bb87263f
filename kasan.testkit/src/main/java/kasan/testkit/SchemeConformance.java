// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.memory.FrameUse;
import kasan.api.memory.SlabCache;
import kasan.api.option.Options;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Is it a lawful scheme? A subclass names the scheme, and says in {@link #finds} what the design
 * misses; everything else is law:
 *
 * <ul>
 *   <li>it never reports what may be accessed, whichever CPU asks, however stale its TLB;
 *   <li>it reports what it is to find;
 *   <li>built on a running kernel it answers as one that was there from the start;
 *   <li>it gives back what it took: at the end everything, meanwhile what came with memory that has
 *       gone;
 *   <li>it survives that there are no frames;
 *   <li>the same calls have the same answers and cost the same, whatever other shadows there are.
 * </ul>
 *
 * <pre>
 *   class MyConformanceTest extends SchemeConformance {
 *     protected ShadowScheme scheme() { return new MyScheme(); }
 *   }
 * </pre>
 */
public abstract class SchemeConformance {
  private static final long RAM_PAGES = 256;
  private static final int STEPS = 800;
  private static final long LONG_AFTER = 10_000_000_000L;

  /** The scheme; a new one or the same each time. */
  protected abstract ShadowScheme scheme();

  /** What its registration says: its {@code SchemeInfo}, as the build wrote it down. */
  protected SchemeDescription description() {
    return ServiceCard.description(scheme().getClass());
  }

  /** Values of options other than the default ones. */
  protected Map<String, String> settings() {
    return Map.of();
  }

  /** The architecture to run on. */
  protected ArchModel arch() {
    return TestArchs.x86();
  }

  /** Slab caches of the programs, laid out as the scheme wants them. */
  protected List<SlabCache> caches() {
    return TestCaches.KASAN;
  }

  /**
   * Whether an access that touches this byte must be reported by an outline check; all by default.
   * What need not be found may be.
   */
  protected boolean finds(BadByte bad) {
    return true;
  }

  /** How many CPUs there are at most in programs. */
  protected int mostCpus() {
    return 4;
  }

  private TestKernel boot(int cpus) {
    return TestKernel.boot(arch(), Math.min(cpus, mostCpus()), RAM_PAGES);
  }

  private AttachedShadow attach(TestKernel kernel) {
    return kernel.attach(SchemeChoice.of(description(), scheme(), settings()));
  }

  private void sweep(Probe probe, RandomProgram program) {
    program.live().forEach(probe::throughout);
    List.copyOf(program.freed()).forEach(probe::throughout);
  }

  @ParameterizedTest(name = "{0} CPUs, seed {1}")
  @CsvSource({"1, 11", "1, 12", "2, 21", "2, 22", "3, 31", "4, 41", "4, 42", "4, 43"})
  void reportsWhatIsWrongAndNothingElse(int cpus, long seed) {
    try (TestKernel kernel = boot(cpus)) {
      attach(kernel);
      var program = new RandomProgram(kernel, caches(), seed);
      var probe = new Probe(kernel, program, this::finds);
      program.run(STEPS, probe::around);
      sweep(probe, program);
      assertTrue(probe.passed() > STEPS, "too few accesses to say anything");
    }
  }

  @ParameterizedTest(name = "{0} CPUs, seed {1}")
  @CsvSource({"1, 51", "2, 52", "4, 53"})
  void answersTheSameWhenBuiltOnARunningKernel(int cpus, long seed) {
    try (TestKernel kernel = boot(cpus)) {
      attach(kernel);
      var program = new RandomProgram(kernel, caches(), seed);
      program.run(STEPS, each -> {});
      attach(kernel);
      var probe = new Probe(kernel, program, this::finds);
      sweep(probe, program);
      program.run(STEPS, probe::around);
      sweep(probe, program);
    }
  }

  @Test
  void givesBackWhatCameWithMemoryThatHasGone() {
    try (TestKernel kernel = boot(2)) {
      AttachedShadow shadow = attach(kernel);
      var program = new RandomProgram(kernel, caches(), 61);
      var before = shadow.footprint();
      program.run(STEPS, each -> {});
      program.freeEverything();
      kernel.advance(LONG_AFTER);
      kernel.advance(LONG_AFTER);
      for (FrameUse use : List.of(FrameUse.ON_DEMAND, FrameUse.VMALLOC, FrameUse.STACK)) {
        assertEquals(before.kb(use), kernel.bill().footprint().kb(use), "kB of " + use);
      }
    }
  }

  @Test
  void givesEveryFrameBackWhenItIsRetired() {
    try (TestKernel kernel = boot(2)) {
      AttachedShadow shadow = attach(kernel);
      new RandomProgram(kernel, caches(), 71).run(STEPS, each -> {});
      shadow.close();
      assertEquals(0, shadow.footprint().totalKb());
      assertEquals(shadow.work().framesTaken(), shadow.work().framesGiven());
    }
  }

  @Test
  void livesWithTheFramesThereAre() {
    long enough = framesToStart();
    for (long spare : new long[] {0, 1, 2, 5, 20}) {
      try (TestKernel kernel = TestKernel.boot(arch(), mostCpus(), RAM_PAGES, enough + spare)) {
        attach(kernel);
        var program = new RandomProgram(kernel, caches(), 81 + spare);
        var probe = new Probe(kernel, program, bad -> false);
        program.run(STEPS, probe::around);
        sweep(probe, program);
      }
    }
  }

  /** How many frames it needs to start: large leaves want aligned ones. */
  private long framesToStart() {
    long frames;
    try (TestKernel kernel = boot(mostCpus())) {
      frames = attach(kernel).work().framesTaken();
    }
    while (!startsWith(frames)) {
      frames++;
    }
    return frames;
  }

  private boolean startsWith(long frames) {
    try (TestKernel kernel = TestKernel.boot(arch(), mostCpus(), RAM_PAGES, frames)) {
      attach(kernel);
      return true;
    } catch (OutOfFramesException tooFew) {
      return false;
    }
  }

  /** With fewer frames than it needs from the start, that is what it says, and nothing is lost. */
  @Test
  void saysThatItCannotStartWithoutFrames() {
    long enough = framesToStart();
    for (long frames : new long[] {0, 1, enough / 2, enough - 1}) {
      if (frames >= enough) {
        continue;
      }
      try (TestKernel kernel = TestKernel.boot(arch(), mostCpus(), RAM_PAGES, frames)) {
        try {
          attach(kernel);
          // it made do with less, by smaller leaves for instance
          new RandomProgram(kernel, caches(), 91).run(STEPS / 10, each -> {});
        } catch (OutOfFramesException expected) {
          assertNotNull(expected.getMessage());
        }
      }
    }
  }

  @Test
  void costsTheSameEachTimeWhateverElseThereIs() {
    try (TestKernel alone = boot(3);
        TestKernel one = boot(3);
        TestKernel other = boot(3)) {
      attach(alone);
      attach(one);
      attach(other);
      var programAlone = new RandomProgram(alone, caches(), 101);
      var probeAlone = new Probe(alone, programAlone, this::finds);
      programAlone.run(STEPS, probeAlone::around);
      var program = new RandomProgram(one, caches(), 101);
      var probe = new Probe(one, program, this::finds);
      var disturbance = new RandomProgram(other, caches(), 102);
      for (int i = 0; i < STEPS; i++) {
        program.run(1, probe::around);
        disturbance.run(1, each -> {});
      }
      assertEquals(alone.bill().work(), one.bill().work());
      assertEquals(alone.bill().footprint(), one.bill().footprint());
      assertEquals(probeAlone.found(), probe.found());
    }
  }

  @Test
  void letsAnEmptyAccessPass() {
    try (TestKernel kernel = boot(1)) {
      attach(kernel);
      assertTrue(kernel.check(0, kernel.address(1), 0, true));
      assertTrue(kernel.check(0, 0, 0, false));
    }
  }

  @Test
  void hasWordsForEveryShadowByte() {
    try (TestKernel kernel = boot(1)) {
      attach(kernel);
      for (int value = 0; value < 256; value++) {
        assertFalse(kernel.shadow().meaning(value).isBlank(), "meaning of " + value);
      }
    }
  }

  @Test
  void declaresOptionsThatCanBeUsed() {
    Options options = Options.of(description().name(), scheme().options(), settings());
    assertEquals(null, scheme().refusal(arch(), options));
    assertDoesNotThrow(
        () -> Options.of(description().name(), scheme().options(), Map.of()), "default values");
    long names = scheme().options().stream().map(option -> option.name()).distinct().count();
    assertEquals(scheme().options().size(), names, "names are distinct");
  }

  /** The service says of the scheme what the scheme is. */
  @Test
  void isRegisteredAsWhatItIs() {
    Map<String, String> card = ServiceCard.of(scheme().getClass(), SchemeInfo.PREFIX_);
    assumeTrue(card != null, "no DS file on the class path");
    if (card != null) {
      assertEquals(description().name(), card.get("name"));
      assertTrue(description().name().matches("[a-z0-9][a-z0-9-]*"), description().name());
      assertEquals(String.valueOf(description().vmalloc()), card.getOrDefault("vmalloc", "true"));
      for (String key : List.of("title", "source", "staticCost")) {
        assertFalse(card.getOrDefault(key, "").isBlank(), key);
      }
    }
  }
}
