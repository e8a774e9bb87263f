// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Progress;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.KasanMode;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.suite.internal.play.Constants;
import kasan.suite.internal.play.Outcome;
import kasan.suite.internal.play.Player;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.random.RandomRow;
import kasan.suite.internal.random.RandomRun;
import org.jspecify.annotations.Nullable;

/** Runs each case on each entrant, on a kernel of its own each time. */
public final class SuiteRun {
  private final Inventory inventory;
  private final KernelBoot boot;
  private final CheckedPlan plan;

  /** Schemes whose code did not come back, by what the wall calls them: they run no further. */
  private final Map<String, ForeignFailure> hung = new HashMap<>();

  /**
   * @param inventory what the plan was checked against
   */
  public SuiteRun(Inventory inventory, CheckedPlan plan) {
    this.inventory = inventory;
    this.boot = inventory.someBoot();
    this.plan = plan;
  }

  /** Runs everything that the plan names. */
  public SuiteResult result(Progress progress) {
    progress.of(
        plan.entrants().size() * (long) plan.cases().size()
            + plan.entrants().stream().filter(entrant -> entrant.excluded() == null).count()
                * plan.randomPrograms());
    List<Row> rows = rows(progress);
    List<RandomRow> random =
        plan.randomPrograms() == 0
            ? List.of()
            : random(plan.randomPrograms(), plan.seed(), progress, rows.size());
    return new SuiteResult(plan, inventory.version(), rows, random);
  }

  /**
   * Runs the cases.
   *
   * @param progress told how many runs are done
   */
  public List<Row> rows(Progress progress) {
    List<Row> rows = new ArrayList<>();
    for (Case program : plan.cases()) {
      for (Entrant entrant : plan.entrants()) {
        List<Finding> findings = new ArrayList<>();
        Outcome outcome = outcome(program, entrant, findings);
        rows.add(
            new Row(
                program.name(),
                program.family(),
                entrant.name(),
                entrant.instrumentation().word(),
                entrant.description().contender(),
                outcome,
                findings));
        at(progress, rows.size());
      }
    }
    return rows;
  }

  /**
   * Runs random programs on each entrant.
   *
   * @param programs how many
   * @param seed of the first
   * @param progress told how many programs are done, beside what was done before
   */
  public List<RandomRow> random(long programs, long seed, Progress progress, long before) {
    List<RandomRow> rows = new ArrayList<>();
    long[] done = {before};
    for (Entrant entrant : plan.entrants()) {
      rows.add(random(entrant, programs, seed, () -> at(progress, ++done[0])));
    }
    return rows;
  }

  private static void at(Progress progress, long done) {
    progress.at(done);
    if (Thread.interrupted()) {
      throw new CancellationException("interrupted after " + done + " runs");
    }
  }

  private RandomRow random(Entrant entrant, long programs, long seed, Runnable afterEach) {
    SchemeDescription scheme = entrant.description();
    if (entrant.excluded() != null) {
      return RandomRow.excluded(
          scheme.name(), entrant.instrumentation().word(), entrant.excluded());
    }
    ForeignFailure before = hung.get(SchemeCalls.who(scheme.name()));
    try {
      if (before != null) {
        throw before;
      }
      var wall = new Wall(plan.hangSeconds());
      return wall.run("suite", () -> random(entrant, programs, seed, afterEach, wall));
    } catch (ForeignFailure e) {
      noteHang(e);
      return RandomRow.excluded(scheme.name(), entrant.instrumentation().word(), failed(e));
    }
  }

  private RandomRow random(
      Entrant entrant, long programs, long seed, Runnable afterEach, Wall wall) {
    SchemeDescription scheme = entrant.description();
    return new RandomRun(scheme.name(), entrant.instrumentation(), scheme.misses())
        .run(
            kernelsFor(entrant, wall),
            programs,
            seed,
            plan.mode(),
            scheme.granuleBytes(),
            scheme.vmalloc(),
            plan.mode() == KasanMode.GENERIC,
            afterEach);
  }

  private void noteHang(ForeignFailure failure) {
    if (failure.hung()) {
      hung.putIfAbsent(failure.who(), failure);
    }
  }

  private static String failed(ForeignFailure failure) {
    return "the scheme failed and was set aside: it " + failure.reason();
  }

  private RandomRun.Kernels kernelsFor(Entrant entrant, Wall wall) {
    return new RandomRun.Kernels() {
      @Override
      public ModelledKernel boot(long number) {
        return SuiteRun.this.boot(entrant.scheme(), entrant.instrumentation(), number, wall);
      }

      @Override
      public @Nullable String swap(ModelledKernel kernel) {
        return SuiteRun.this.swap(kernel, entrant, "");
      }
    };
  }

  private Outcome outcome(Case program, Entrant entrant, List<Finding> findings) {
    if (entrant.excluded() != null) {
      return Outcome.notApplicable(entrant.excluded());
    }
    if (!program.modes().isEmpty() && !program.modes().contains(plan.mode().word())) {
      return Outcome.notApplicable("the case is about " + modes(program));
    }
    String lacking = plan.options().lacking(program, entrant.description(), plan.mode());
    if (lacking != null) {
      return Outcome.notApplicable(lacking);
    }
    ForeignFailure before = hung.get(SchemeCalls.who(entrant.name()));
    if (before != null) {
      return Outcome.notApplicable(failed(before));
    }
    try {
      var wall = new Wall(plan.hangSeconds());
      List<Finding> printed = new ArrayList<>();
      Outcome outcome = wall.run("suite", () -> play(program, entrant, printed, wall));
      findings.addAll(printed);
      return outcome;
    } catch (ForeignFailure e) {
      noteHang(e);
      return Outcome.notApplicable(failed(e));
    }
  }

  private static String modes(Case program) {
    return String.join(", ", program.modes().stream().sorted().toList());
  }

  private Outcome play(Case program, Entrant entrant, List<Finding> findings, Wall wall) {
    SchemeChoice first = entrant.scheme();
    if (!program.boot().isEmpty()) {
      Extension<ShadowScheme> named = inventory.schemes().find(program.boot());
      if (named == null) {
        return Outcome.notApplicable("there is no scheme '" + program.boot() + "' to boot with");
      }
      SchemeDescription described = SchemeDescription.of(named.properties());
      if (described.layoutClass() != entrant.description().layoutClass()) {
        return Outcome.notApplicable(otherLayout(described, entrant.description()));
      }
      first = SchemeCalls.choice(named, Map.of());
    }
    try (ModelledKernel kernel = boot(first, entrant.instrumentation(), 0, wall)) {
      Constants constants =
          Constants.of(
              plan.mode(), entrant.description().granuleBytes(), kernel.machine().pageBytes());
      var player =
          new Player(
              kernel,
              program,
              plan.mode(),
              constants,
              name -> swap(kernel, entrant, name),
              entrant.instrumentation(),
              plan.options().console());
      Outcome outcome = player.play();
      findings.addAll(player.findings());
      ForeignFailure failure = kernel.current().failure();
      if (failure != null) {
        noteHang(failure);
      }
      return outcome;
    }
  }

  /** Boots a kernel whose layout is that of a scheme. */
  private ModelledKernel boot(
      SchemeChoice scheme, Instrumentation instrumentation, long salt, Wall wall) {
    SchemeDescription described = scheme.description();
    LayoutClass layout = described.shadowless() ? layoutOfMode() : described.layoutClass();
    return boot.boot(
        BootPlan.of(plan.options().ramMib(), plan.options().cpus(), profile())
            .layout(layout)
            .instrumentation(instrumentation)
            .vmapStack(described.vmalloc())
            .seed(plan.seed() + salt)
            .build(),
        plan.arch(),
        scheme,
        wall);
  }

  private LayoutClass layoutOfMode() {
    return plan.mode() == KasanMode.GENERIC ? LayoutClass.GENERIC : LayoutClass.TAGS;
  }

  private String profile() {
    List<String> profiles = boot.profiles();
    if (profiles.isEmpty()) {
      throw new BadInputException("the kernel has no built-in profile");
    }
    return profiles.get(0);
  }

  private @Nullable String swap(ModelledKernel kernel, Entrant entrant, String name) {
    SchemeDescription standing = entrant.description();
    SchemeChoice next = entrant.scheme();
    if (!name.isEmpty()) {
      Extension<ShadowScheme> named = inventory.schemes().get(name);
      SchemeDescription described = SchemeDescription.of(named.properties());
      if (described.layoutClass() != standing.layoutClass()) {
        return otherLayout(standing, described);
      }
      next = described.equals(standing) ? next : SchemeCalls.choice(named, Map.of());
    }
    try {
      kernel.swap(next);
      return null;
    } catch (BadInputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static String otherLayout(SchemeDescription from, SchemeDescription to) {
    return "a kernel for '"
        + from.name()
        + "' ("
        + from.layoutClass().word()
        + ") cannot go on with '"
        + to.name()
        + "' ("
        + to.layoutClass().word()
        + ")";
  }
}
