// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.plan;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.Workload;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.RunPlan;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.recording.Ageing;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.internal.inventory.ArchChoice;
import kasan.lab.internal.inventory.RecordedSettings;
import kasan.lab.internal.inventory.RecordedSource;
import kasan.lab.internal.inventory.SourcePath;
import org.jspecify.annotations.Nullable;

/** Checks a plan against what is there, before anything is opened or booted. */
public final class RunCheck {
  /** Begins the name of a workload that is the file of a load profile. */
  static final String PROFILE = "load:";

  private static final long USUAL_RAM_MIB = 1024;
  private static final int USUAL_CPUS = 4;
  private static final String KASAN = "kasan";
  private static final String WIDEST = "widest";

  private final Inventory inventory;
  private final RunPlan plan;

  private RunCheck(RunTools tools, RunPlan plan) {
    this.inventory = tools.inventory();
    this.plan = plan.with(plan.settings().in(inventory));
  }

  /**
   * @throws BadInputException for the first thing in it that cannot be used
   */
  public static CheckedRun check(RunTools tools, RunPlan plan) {
    return new RunCheck(tools, plan).check();
  }

  private CheckedRun check() {
    Extension<ShadowScheme> first = inventory.schemes().get(plan.scheme());
    for (PlannedSwap swap : plan.swaps()) {
      inventory.schemes().get(swap.scheme());
    }
    Extension<Architecture> arch = ArchChoice.find(inventory, plan.arch());
    ArchChoice archChoice = ArchChoice.of(arch, plan.settings());
    checkOwners(arch.name());
    checkFollowed();
    SchemeDescription described = SchemeDescription.of(first.properties());
    SchemeChoice choice = choice(first);
    String refusal = SchemeCalls.refusal(choice, archChoice.model());
    LayoutRule rule = plan.replays() ? recorded() : modelled(described);
    if (refusal == null) {
      refusal = rule.refusal(described);
    }
    if (refusal != null) {
      throw new BadInputException("scheme '" + first.name() + "' cannot begin here: " + refusal);
    }
    return !plan.replays() ? workload(archChoice, rule, described) : recording(archChoice, rule);
  }

  private void checkFollowed() {
    boolean live = plan.replays() && RecordedSource.of(plan.source()).live();
    if (!plan.follow() && !live) {
      return;
    }
    if (plan.follow() && (live || !plan.replays())) {
      throw new BadInputException(
          "--follow is for recordings: "
              + (live
                  ? "live: follows the machine as it is"
                  : "a workload has all its operations"));
    }
    for (PlannedSwap swap : plan.swaps()) {
      if (swap.percent()) {
        throw new BadInputException(
            "--swap "
                + swap.at()
                + "%="
                + swap.scheme()
                + (live ? " of live:" : " with --follow")
                + ": how many operations there will be is not known; expected a number"
                + " of them, such as --swap 25000="
                + swap.scheme());
      }
    }
  }

  private SchemeChoice choice(Extension<ShadowScheme> scheme) {
    return SchemeCalls.choice(scheme, plan.settings().of(scheme.name()));
  }

  private CheckedRun recording(ArchChoice arch, LayoutRule rule) {
    if (plan.ramMib() != 0 || plan.cpus() != 0) {
      throw new BadInputException(
          (plan.ramMib() != 0 ? "--ram" : "--cpus")
              + " is for workloads: a recording is run on the machine that it was made on, as the"
              + " first lines of the result tell");
    }
    if (!plan.aged().isEmpty()) {
      throw new BadInputException(
          "--aged is for workloads: the memory of a recording is as fragmented as it was recorded");
    }
    RecordedSettings withoutOwner = RecordedSettings.of(inventory, plan.settings().of(""));
    inventory.someRecordings();
    return new CheckedRun(
        plan,
        arch.model(),
        arch.options(),
        rule,
        withoutOwner.kernel(),
        withoutOwner.machine(),
        null,
        Options.NONE,
        null);
  }

  private LayoutRule recorded() {
    String layout = plan.layout().isEmpty() ? LayoutRule.RECORDED : plan.layout();
    if (!List.of(LayoutRule.RECORDED, KASAN).contains(layout)) {
      throw BadInputException.unknownName(
          "layout of a recording", layout, List.of(KASAN, LayoutRule.RECORDED));
    }
    if (!plan.instrumentation().isEmpty() || !plan.profile().isEmpty()) {
      throw new BadInputException(
          (plan.profile().isEmpty() ? "--instrumentation" : "--profile")
              + " is for workloads: the kernel of a recording is the one that was recorded;"
              + " --layout takes recorded or kasan there");
    }
    return new LayoutRule(
        layout.equals(KASAN) ? LayoutClass.GENERIC : null, Set.of(LayoutClass.GENERIC), true, null);
  }

  private CheckedRun workload(ArchChoice arch, LayoutRule rule, SchemeDescription scheme) {
    Workload workload = workload();
    Options options = Options.of(owner(), workload.options(), plan.settings().of(owner()));
    if (!plan.settings().asked("").isEmpty()) {
      throw new BadInputException(
          "a workload takes no option without owner, such as '"
              + new TreeMap<>(plan.settings().asked("")).firstKey()
              + "'; those are for recordings");
    }
    String profile =
        plan.profile().isEmpty() ? inventory.someBoot().usualProfile(arch.model()) : plan.profile();
    if (profile.isEmpty()) {
      throw new BadInputException("the kernel has no built-in profile; give one with --profile");
    }
    var boot =
        BootPlan.of(
                plan.ramMib() == 0 ? USUAL_RAM_MIB : plan.ramMib(),
                plan.cpus() == 0 ? USUAL_CPUS : plan.cpus(),
                profile)
            .layout(Objects.requireNonNull(rule.layout()))
            .instrumentation(Objects.requireNonNull(rule.instrumentation()))
            .vmapStack(scheme.vmalloc())
            .seed(plan.seed())
            .ageing(ageing())
            .build();
    return new CheckedRun(
        plan, arch.model(), arch.options(), rule, Options.NONE, Map.of(), workload, options, boot);
  }

  /** The workload of a name, or that of a load profile. */
  private Workload workload() {
    return ForeignServices.workload(
        plan.source(),
        plan.source().startsWith(PROFILE)
            ? inventory
                .someProfiles()
                .load(SourcePath.of(plan.source().substring(PROFILE.length())))
            : inventory.workloads().get(plan.source()).service());
  }

  /** How fragmented the machine is when the workload begins; null for one that has just booted. */
  private @Nullable Ageing ageing() {
    String aged = plan.aged();
    if (aged.equals(RunPlan.NOT_AGED)) {
      return null;
    }
    if (aged.isEmpty()) {
      return plan.source().startsWith(PROFILE)
          ? ageing(plan.source().substring(PROFILE.length()))
          : null;
    }
    Ageing ageing = ageing(aged);
    if (ageing == null) {
      throw new BadInputException(
          aged
              + ": does not tell how fragmented its machine was; 'derive' takes that from a"
              + " recording with kpageflags");
    }
    return ageing;
  }

  private @Nullable Ageing ageing(String profile) {
    return inventory.someProfiles().ageing(SourcePath.of(profile));
  }

  /** Whose the workload's options are. */
  private String owner() {
    return CheckedRun.workloadOwner(plan);
  }

  private LayoutRule modelled(SchemeDescription first) {
    Instrumentation instrumentation = instrumentation(first);
    String layout = plan.layout();
    if (layout.isEmpty()) {
      layout = first.shadowless() && plan.swaps().isEmpty() ? LayoutClass.PLAIN.word() : KASAN;
    }
    return switch (layout) {
      case KASAN -> rule(first.layoutClass(), Set.of(first.layoutClass()), instrumentation);
      case WIDEST -> widest(instrumentation);
      default -> {
        LayoutClass named = named(layout);
        yield rule(
            named,
            named == LayoutClass.PLAIN
                ? Set.of(LayoutClass.PLAIN, LayoutClass.GENERIC)
                : Set.of(named),
            instrumentation);
      }
    };
  }

  private static LayoutRule rule(
      LayoutClass layout, Set<LayoutClass> classes, Instrumentation instrumentation) {
    return new LayoutRule(layout, classes, false, instrumentation);
  }

  /** Those of the schemes that are there, and what any kernel can be booted with. */
  private Set<LayoutClass> classes() {
    Set<LayoutClass> all = EnumSet.of(LayoutClass.GENERIC, LayoutClass.PLAIN);
    for (Extension<ShadowScheme> scheme : inventory.schemes().all()) {
      all.add(SchemeDescription.of(scheme.properties()).layoutClass());
    }
    return all;
  }

  private LayoutClass named(String word) {
    var known = new TreeSet<String>(List.of(KASAN, WIDEST));
    for (LayoutClass each : classes()) {
      if (each.word().equals(word)) {
        return each;
      }
      known.add(each.word());
    }
    throw BadInputException.unknownName("layout", word, known);
  }

  /** Objects laid out for the largest granule, so that smaller ones can stand as well. */
  private LayoutRule widest(Instrumentation instrumentation) {
    LayoutClass widest = LayoutClass.GENERIC;
    Set<LayoutClass> admitted = EnumSet.of(LayoutClass.GENERIC, LayoutClass.PLAIN);
    for (LayoutClass each : classes()) {
      if (each.generic()) {
        admitted.add(each);
        widest = each.alignBytes() > widest.alignBytes() ? each : widest;
      }
    }
    return rule(widest, admitted, instrumentation);
  }

  private Instrumentation instrumentation(SchemeDescription first) {
    if (!plan.instrumentation().isEmpty()) {
      return Instrumentation.of(plan.instrumentation());
    }
    if (first.shadowless()) {
      return plan.swaps().isEmpty() ? Instrumentation.NONE : Instrumentation.OUTLINE;
    }
    return first.inHardware() ? Instrumentation.HARDWARE : Instrumentation.OUTLINE;
  }

  private void checkOwners(String arch) {
    var usable = new TreeSet<String>(inventory.schemes().names());
    usable.add(arch);
    if (!plan.replays()) {
      usable.add(owner());
    }
    var owners = new ArrayList<String>(new TreeSet<>(plan.settings().byOwner().keySet()));
    for (String owner : owners) {
      if (!owner.isEmpty() && !usable.contains(owner)) {
        throw BadInputException.unknownName("owner of an option of --set", owner, usable);
      }
    }
    for (PlannedSwap swap : plan.swaps()) {
      choice(inventory.schemes().get(swap.scheme()));
    }
  }
}
