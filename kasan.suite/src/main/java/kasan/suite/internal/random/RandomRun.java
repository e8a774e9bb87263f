// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.random;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.KasanMode;
import kasan.lab.api.scheme.MissReason;
import kasan.suite.internal.play.Constants;
import kasan.suite.internal.play.Referee;
import kasan.suite.internal.play.Round;
import kasan.suite.internal.play.Swapper;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.text.CaseReader;
import org.jspecify.annotations.Nullable;

/**
 * Runs random programs on one scheme, many on one kernel, and holds each verdict against the truth.
 *
 * <p>No shadow with one byte or one tag a granule can tell whose good bytes are. So all schemes
 * miss a pointer that outlived its memory, a step into a live neighbour, and addresses that fault
 * anyway. Beyond that a scheme may miss what it names, and inline code what it does not look at.
 */
public final class RandomRun {
  /** Programs that one kernel runs before the next one boots. */
  private static final int PROGRAMS_A_KERNEL = 500;

  private static final int MOST_STEPS = 40;

  private final String scheme;
  private final Instrumentation instrumentation;
  private final Set<MissReason> permitted = EnumSet.noneOf(MissReason.class);
  private final SortedMap<String, Long> missed = new TreeMap<>();
  private long statements;
  private long found;
  private long clean;
  private long falseReports;
  private long undocumented;
  private @Nullable String example;

  /**
   * @param misses classes that the scheme misses by design
   */
  public RandomRun(String scheme, Instrumentation instrumentation, Collection<MissReason> misses) {
    this.scheme = scheme;
    this.instrumentation = instrumentation;
    permitted.addAll(misses);
    permitted.addAll(
        List.of(
            MissReason.LIVE_NEIGHBOUR,
            MissReason.REUSED,
            MissReason.OTHER_ALLOCATOR,
            MissReason.FAULTS_ANYWAY));
    if (instrumentation == Instrumentation.INLINE) {
      permitted.add(MissReason.INLINE_GRANULE);
    } else if (instrumentation == Instrumentation.NONE) {
      permitted.add(MissReason.NOT_CHECKED);
    }
  }

  /** Boots kernels for random programs. */
  public interface Kernels {
    /** The kernel of a number; the same number gives the same kernel. */
    ModelledKernel boot(long number);

    /** Gives a kernel a new shadow of the same scheme; see {@link Swapper}. */
    @Nullable String swap(ModelledKernel kernel);
  }

  /**
   * Runs programs.
   *
   * @param programs how many
   * @param seed the first program's; the others' follow from it
   * @param vmalloc whether vmalloc areas take part
   * @param stack whether stack frames do
   * @param afterEach called when a program is done
   */
  public RandomRow run(
      Kernels kernels,
      long programs,
      long seed,
      KasanMode mode,
      int granule,
      boolean vmalloc,
      boolean stack,
      Runnable afterEach) {
    for (long first = 0; first < programs; first += PROGRAMS_A_KERNEL) {
      try (ModelledKernel kernel = kernels.boot(first / PROGRAMS_A_KERNEL)) {
        Constants constants = Constants.of(mode, granule, kernel.machine().pageBytes());
        long last = Math.min(programs, first + PROGRAMS_A_KERNEL);
        for (long i = first; i < last; i++) {
          int cpus = kernel.machine().cpus();
          var maker =
              new ProgramMaker(
                  seed * 1_000_003 + i, cpus, kernel.machine().pageBytes(), vmalloc, stack);
          String text = maker.make(5 + (int) (i % MOST_STEPS));
          referee(kernels, kernel, constants, text);
          afterEach.run();
        }
      }
    }
    return new RandomRow(
        scheme,
        instrumentation.word(),
        programs,
        statements,
        found,
        clean,
        missed,
        falseReports,
        undocumented,
        example,
        null);
  }

  private void referee(Kernels kernels, ModelledKernel kernel, Constants constants, String text) {
    Case program = CaseReader.read("random", "random", "random", text).get(0);
    new Referee(kernel, program, constants, name -> kernels.swap(kernel))
        .play(round -> count(round, text));
  }

  private void count(Round round, String text) {
    statements++;
    boolean wrong = false;
    if (round.falseReport()) {
      falseReports++;
      wrong = true;
    } else if (!round.bug()) {
      clean++;
    } else if (round.reported()) {
      found++;
    } else {
      MissReason reason = round.missed();
      missed.merge(reason == null ? "no-reason" : reason.word(), 1L, Long::sum);
      wrong = reason == null || !permitted.contains(reason);
      undocumented += wrong ? 1 : 0;
    }
    if (wrong && example == null) {
      example = text + "# line " + round.line() + ": " + round.text();
    }
  }
}
