// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.footprint;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Progress;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.ProfileFacts;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.inventory.ArchChoice;
import kasan.lab.internal.inventory.SourcePath;
import org.jspecify.annotations.Nullable;

/** Checks a plan, then boots its kernels one after the other. */
public final class FootprintRun {
  private static final SortedMap<String, List<Instrumentation>> INSTRUMENTATION =
      new TreeMap<>(
          Map.of(
              "outline", List.of(Instrumentation.OUTLINE),
              "inline", List.of(Instrumentation.INLINE),
              "both", List.of(Instrumentation.OUTLINE, Instrumentation.INLINE)));
  private static final long MOST_RAM_MIB = 4L << 20;
  private static final int MOST_CPUS = 1 << 10;
  private static final long SEED = 1;

  private final Extensions<ShadowScheme> schemes;
  private final Extensions<Architecture> archs;
  private final KernelBoot kernels;
  private final FootprintPlan plan;

  /** Schemes whose code did not come back: it is not called again. */
  private final Map<String, ForeignFailure> hung = new TreeMap<>();

  /**
   * @param kernels boots them
   */
  public FootprintRun(
      Extensions<ShadowScheme> schemes,
      Extensions<Architecture> archs,
      KernelBoot kernels,
      FootprintPlan plan) {
    this.schemes = schemes;
    this.archs = archs;
    this.kernels = kernels;
    this.plan = plan;
  }

  /**
   * Boots them all.
   *
   * @throws BadInputException when the plan names what is not there, or the profile cannot be used
   */
  public Result result(Progress progress) {
    checkMachine();
    Extension<Architecture> arch = chosenArch();
    SortedSet<String> chosen = chosenSchemes();
    checkOwners(arch.name(), chosen);
    ArchChoice choice = choice(arch);
    String profile = profile(choice.model());
    ProfileFacts facts = kernels.profile(profile, choice.model());
    var entrants = new ArrayList<Entrant>();
    for (String name : chosen) {
      entrants.addAll(walledEntrants(schemes.get(name), choice.model()));
    }
    // The floor and whatever else is no contender stand above what is compared with them.
    entrants.sort(Comparator.comparing(entrant -> entrant.description().contender()));
    progress.of(plan.ramMib().size() * (long) entrants.size());
    var rows = new ArrayList<FootprintRow>();
    for (long ramMib : plan.ramMib()) {
      Long floorKb = null;
      for (Entrant entrant : entrants) {
        if (Thread.interrupted()) {
          throw new CancellationException("interrupted");
        }
        FootprintRow row = boot(entrant, profile, ramMib, choice);
        if (floorKb == null && !entrant.description().contender()) {
          floorKb = row.memTotalKb();
        }
        rows.add(row.belowFloor(floorKb));
        progress.at(rows.size());
      }
    }
    return FootprintResult.of(plan, arch.name(), facts, rows);
  }

  private void checkMachine() {
    if (plan.ramMib().isEmpty()) {
      throw new BadInputException("footprint needs at least one RAM size");
    }
    for (long mib : plan.ramMib()) {
      if (mib < 1 || mib > MOST_RAM_MIB) {
        throw new BadInputException("RAM takes 1M..4T, not " + mib + " MiB");
      }
    }
    if (plan.cpus() < 1 || plan.cpus() > MOST_CPUS) {
      throw new BadInputException("--cpus takes 1.." + MOST_CPUS + ", not " + plan.cpus());
    }
    if (!INSTRUMENTATION.containsKey(plan.instrumentation())) {
      throw BadInputException.unknownName(
          "instrumentation", plan.instrumentation(), List.of("outline", "inline", "both"));
    }
  }

  private Extension<Architecture> chosenArch() {
    if (!plan.arch().isEmpty()) {
      return archs.get(plan.arch());
    }
    Extension<Architecture> first = archs.first();
    if (first == null) {
      throw new BadInputException("no architecture is there; 'archs' lists them");
    }
    return first;
  }

  private ArchChoice choice(Extension<Architecture> arch) {
    try {
      return new Wall(plan.hangSeconds())
          .run("footprint", () -> ArchChoice.of(arch, plan.settings()));
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private SortedSet<String> chosenSchemes() {
    var chosen = new TreeSet<String>();
    for (String name : plan.schemes()) {
      chosen.add(schemes.get(name).name());
    }
    for (Extension<ShadowScheme> scheme : schemes.all()) {
      if (plan.schemes().isEmpty() || !SchemeDescription.of(scheme.properties()).contender()) {
        chosen.add(scheme.name());
      }
    }
    if (chosen.isEmpty()) {
      throw new BadInputException("no scheme is there; see 'why' and 'schemes'");
    }
    return chosen;
  }

  private void checkOwners(String arch, SortedSet<String> chosen) {
    var usable = new TreeSet<String>(chosen);
    usable.add(arch);
    for (String owner : plan.settings().byOwner().keySet()) {
      if (!usable.contains(owner)) {
        throw BadInputException.unknownName("owner of an option of --set", owner, usable);
      }
    }
  }

  /** A built-in profile by its name, a file by its path. */
  private String profile(ArchModel arch) {
    List<String> builtIn = kernels.profiles();
    if (plan.profile().isEmpty() && !builtIn.isEmpty()) {
      return kernels.usualProfile(arch);
    }
    if (builtIn.contains(plan.profile())) {
      return plan.profile();
    }
    Path file = SourcePath.of(plan.profile()).normalize();
    if (!Files.isRegularFile(file)) {
      throw new BadInputException(
          "profile "
              + plan.profile()
              + ": no such file, and none of the built-in ones: "
              + String.join(", ", builtIn));
    }
    return file.toString();
  }

  /** What fails before anything can be booted has a row all the same. */
  private List<Entrant> walledEntrants(Extension<ShadowScheme> extension, ArchModel arch) {
    try {
      return new Wall(plan.hangSeconds()).run("footprint", () -> entrants(extension, arch));
    } catch (ForeignFailure e) {
      var choice =
          new SchemeChoice(
              SchemeDescription.of(extension.properties()), extension.service(), Options.NONE);
      return List.of(new Entrant(choice, Instrumentation.NONE, e.reason()));
    }
  }

  /** A scheme with each instrumentation that is asked for; one that does not depend on it once. */
  private List<Entrant> entrants(Extension<ShadowScheme> extension, ArchModel arch) {
    SchemeDescription scheme = SchemeDescription.of(extension.properties());
    SchemeChoice choice =
        SchemeCalls.choice(scheme, extension.service(), plan.settings().of(extension.name()));
    String refusal = SchemeCalls.refusal(choice, arch);
    List<Instrumentation> wanted = INSTRUMENTATION.getOrDefault(plan.instrumentation(), List.of());
    var entrants = new ArrayList<Entrant>();
    for (Instrumentation each : scheme.compiledAs(wanted)) {
      String why = refusal == null ? unsupported(scheme, each) : refusal;
      entrants.add(new Entrant(choice, each, why));
    }
    return entrants;
  }

  private static @Nullable String unsupported(SchemeDescription scheme, Instrumentation how) {
    return scheme.worksWith(how)
        ? null
        : "does not work with "
            + how.word()
            + " instrumentation, only with "
            + scheme.instrumentationWords();
  }

  private BootPlan bootPlan(Entrant entrant, String profile, long ramMib) {
    SchemeDescription scheme = entrant.description();
    return BootPlan.of(ramMib, plan.cpus(), profile)
        .layout(scheme.shadowless() ? LayoutClass.PLAIN : scheme.layoutClass())
        .instrumentation(entrant.instrumentation())
        .vmapStack(scheme.vmalloc())
        .seed(SEED)
        .build();
  }

  private FootprintRow boot(Entrant entrant, String profile, long ramMib, ArchChoice arch) {
    if (entrant.excluded() != null) {
      return without(entrant, ramMib, entrant.excluded());
    }
    ForeignFailure before = hung.get(entrant.name());
    if (before != null) {
      return without(entrant, ramMib, before.reason());
    }
    try {
      var wall = new Wall(plan.hangSeconds());
      return wall.run("footprint", () -> booted(entrant, profile, ramMib, arch, wall));
    } catch (BadInputException e) {
      return without(entrant, ramMib, e.getMessage());
    } catch (ForeignFailure e) {
      if (e.hung()) {
        hung.put(entrant.name(), e);
      }
      return without(entrant, ramMib, e.reason());
    }
  }

  private FootprintRow booted(
      Entrant entrant, String profile, long ramMib, ArchChoice arch, Wall wall) {
    try (ModelledKernel kernel =
        kernels.boot(bootPlan(entrant, profile, ramMib), arch.model(), entrant.scheme(), wall)) {
      ForeignFailure failure = kernel.current().failure();
      if (failure != null) {
        throw failure;
      }
      return new FootprintRow(
          ramMib,
          entrant.name(),
          entrant.instrumentation().word(),
          kernel.memTotalKb(),
          null,
          kernel.breakdownKb(),
          null);
    }
  }

  private static FootprintRow without(Entrant entrant, long ramMib, @Nullable String reason) {
    return new FootprintRow(
        ramMib,
        entrant.name(),
        entrant.instrumentation().word(),
        null,
        null,
        new TreeMap<>(),
        reason);
  }
}
