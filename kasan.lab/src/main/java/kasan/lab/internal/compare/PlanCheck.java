// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Settings;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.inventory.ArchChoice;
import kasan.lab.internal.inventory.RecordedSettings;
import kasan.lab.internal.inventory.RecordedSource;
import org.jspecify.annotations.Nullable;

/**
 * Checks a plan against what is there, before anything is opened: every name, every option, every
 * value. The floor and whatever else is no contender takes part without being named.
 */
public final class PlanCheck {
  /** Placement and layout as the recorded kernel had them. */
  static final String RECORDED = "recorded";

  /** The recorded requests, placed again on a kernel with generic KASAN's layout. */
  static final String KASAN = "kasan";

  private static final List<String> LAYOUTS = List.of(KASAN, RECORDED);

  private final Inventory inventory;
  private final ComparePlan plan;
  private final RecordedSource input;
  private final Map<String, ForeignFailure> failed;

  private PlanCheck(Inventory inventory, ComparePlan plan, Map<String, ForeignFailure> failed) {
    this.failed = failed;
    this.inventory = inventory;
    this.plan = plan.with(plan.settings().in(inventory));
    this.input = RecordedSource.of(plan.source());
  }

  /**
   * @param failed schemes that have hung when this was tried before, by name; those that fail now
   *     are added
   * @throws BadInputException for the first thing in it that cannot be used
   */
  static CheckedPlan check(
      Inventory inventory, ComparePlan plan, Map<String, ForeignFailure> failed) {
    return new PlanCheck(inventory, plan, failed).check();
  }

  private CheckedPlan check() {
    if (!LAYOUTS.contains(plan.layout())) {
      throw BadInputException.unknownName("layout", plan.layout(), LAYOUTS);
    }
    checkInput();
    SortedSet<String> chosen = chosenSchemes();
    Extension<Architecture> arch = ArchChoice.find(inventory, plan.arch());
    checkOwners(chosen, arch.name());
    Settings settings = plan.settings();
    ArchChoice archChoice = ArchChoice.of(arch, settings);
    RecordedSettings withoutOwner = RecordedSettings.of(inventory, settings.of(""));
    var entrants = new ArrayList<Entrant>();
    for (String name : chosen) {
      entrants.add(entrant(inventory.schemes().get(name), archChoice.model()));
    }
    entrants.sort(
        Comparator.comparing((Entrant e) -> e.description().contender())
            .thenComparing(Entrant::name));
    return new CheckedPlan(
        input,
        plan.layout(),
        archChoice.model(),
        archChoice.options(),
        withoutOwner.kernel(),
        withoutOwner.machine(),
        settings,
        List.copyOf(entrants));
  }

  /** A workload cannot be compared, only run: it has no recorded events. */
  private void checkInput() {
    if (input.live()) {
      return;
    }
    Path path = input.path();
    Path file = path.getFileName();
    if (file != null
        && inventory.workloads().find(file.toString()) != null
        && !Files.exists(path)) {
      throw new BadInputException(
          path
              + ": no such file or folder; expected a recording. '"
              + file
              + "' is a workload: run "
              + file);
    }
  }

  private SortedSet<String> chosenSchemes() {
    var chosen = new TreeSet<String>();
    for (String name : plan.schemes()) {
      chosen.add(inventory.schemes().get(name).name());
    }
    for (Extension<ShadowScheme> scheme : inventory.schemes().all()) {
      if (plan.schemes().isEmpty() || !SchemeDescription.of(scheme.properties()).contender()) {
        chosen.add(scheme.name());
      }
    }
    if (chosen.isEmpty()) {
      throw new BadInputException("no scheme is there to compare; see 'why' and 'schemes'");
    }
    return chosen;
  }

  private void checkOwners(SortedSet<String> chosen, String arch) {
    var usable = new TreeSet<String>(chosen);
    usable.add(arch);
    for (String owner : plan.settings().byOwner().keySet()) {
      if (owner.isEmpty() || usable.contains(owner)) {
        continue;
      }
      String word = firstWord(owner);
      if (inventory.schemes().find(owner) != null) {
        throw new BadInputException(
            "--set "
                + word
                + ": '"
                + owner
                + "' is not compared here, only "
                + String.join(", ", chosen));
      }
      if (inventory.archs().find(owner) != null) {
        throw new BadInputException(
            "--set " + word + ": the architecture here is " + arch + ", not " + owner);
      }
      throw BadInputException.unknownName("owner of option --set " + word + ":", owner, usable);
    }
  }

  private String firstWord(String owner) {
    Map.Entry<String, String> option = new TreeMap<>(plan.settings().asked(owner)).firstEntry();
    return owner + "." + option.getKey() + "=" + option.getValue();
  }

  private Entrant entrant(Extension<ShadowScheme> scheme, ArchModel arch) {
    SchemeDescription description = SchemeDescription.of(scheme.properties());
    ForeignFailure before = failed.get(scheme.name());
    try {
      if (before != null) {
        throw before;
      }
      SchemeChoice choice =
          SchemeCalls.choice(description, scheme.service(), plan.settings().of(scheme.name()));
      String refusal = SchemeCalls.refusal(choice, arch);
      return new Entrant(
          choice, Instrumentation.NONE, exclusion(description, refusal, plan.layout()));
    } catch (ForeignFailure e) {
      failed.put(scheme.name(), e);
      var choice = new SchemeChoice(description, scheme.service(), Options.NONE);
      return new Entrant(choice, Instrumentation.NONE, null);
    }
  }

  private static @Nullable String exclusion(
      SchemeDescription scheme, @Nullable String refusal, String layout) {
    if (scheme.layoutClass() == LayoutClass.GENERIC || scheme.anyLayout()) {
      return refusal;
    }
    return "needs objects laid out for '"
        + scheme.layoutClass().word()
        + (layout.equals(KASAN)
            ? "'; these are placed again with the layout '"
            : "'; a recorded placement has them as the recorded kernel had: '")
        + LayoutClass.GENERIC.word()
        + "'";
  }
}
