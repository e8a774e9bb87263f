// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.KasanMode;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.text.CaseReader;
import org.jspecify.annotations.Nullable;

/** Checks a plan against what is there, before the first kernel boots. */
public final class PlanCheck {
  private static final List<String> INSTRUMENTATION = List.of("outline", "inline", "both");

  /** A file of cases is text that somebody wrote. */
  private static final long LARGEST_FILE = 1 << 20;

  private final Inventory inventory;
  private final SuitePlan plan;

  /** Schemes that have failed: none is asked again. */
  private final Map<String, ForeignFailure> failed = new HashMap<>();

  private KasanMode mode = KasanMode.GENERIC;

  private PlanCheck(Inventory inventory, SuitePlan plan) {
    this.inventory = inventory;
    this.plan = plan.with(plan.settings().in(inventory));
  }

  /**
   * @param library cases to choose from when the plan names no files
   * @throws BadInputException for the first thing in it that cannot be used
   */
  public static CheckedPlan check(Inventory inventory, SuitePlan plan, List<Case> library) {
    try {
      return new Wall(plan.hangSeconds())
          .run("suite", () -> new PlanCheck(inventory, plan).check(library));
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private CheckedPlan check(List<Case> library) {
    mode = KasanMode.of(plan.mode());
    if (!INSTRUMENTATION.contains(plan.instrumentation())) {
      throw BadInputException.unknownName(
          "instrumentation", plan.instrumentation(), INSTRUMENTATION);
    }
    if (plan.randomPrograms() < 0) {
      throw new BadInputException("expected a number of random programs, not a negative one");
    }
    Settings settings = plan.settings();
    List<Extension<ShadowScheme>> chosen = chosen();
    Extension<Architecture> arch =
        plan.arch().isEmpty() ? archOfMode() : inventory.archs().get(plan.arch());
    checkOwners(arch.name(), chosen);
    ArchModel model = model(arch);
    List<Case> cases = matching(plan.files().isEmpty() ? library : ofFiles());
    List<Entrant> entrants = new ArrayList<>();
    for (Extension<ShadowScheme> scheme : chosen) {
      entrants(scheme, model, entrants);
    }
    return new CheckedPlan(
        cases,
        entrants,
        mode,
        model,
        SuiteOptions.of(settings.of(SuiteOptions.OWNER)),
        settings,
        plan.randomPrograms(),
        plan.seed(),
        plan.hangSeconds(),
        plan.files());
  }

  /** The first architecture that a scheme of the mode runs on, or the one that ranks highest. */
  private Extension<Architecture> archOfMode() {
    List<Extension<Architecture>> archs = inventory.archs().ranked();
    for (Extension<Architecture> arch : archs) {
      ArchModel model = model(arch);
      for (Extension<ShadowScheme> scheme : inventory.schemes().all()) {
        SchemeDescription description = SchemeDescription.of(scheme.properties());
        if (description.mode() == mode && !description.shadowless() && runsOn(scheme, model)) {
          return arch;
        }
      }
    }
    return archs.isEmpty() ? inventory.archs().get("") : archs.get(0);
  }

  private boolean runsOn(Extension<ShadowScheme> scheme, ArchModel model) {
    if (failed.containsKey(scheme.name())) {
      return false;
    }
    try {
      return SchemeCalls.refusal(SchemeCalls.choice(scheme, Map.of()), model) == null;
    } catch (ForeignFailure e) {
      failed.put(scheme.name(), e);
      return false;
    }
  }

  private ArchModel model(Extension<Architecture> arch) {
    Options options =
        SchemeCalls.options(arch.name(), arch.service(), plan.settings().of(arch.name()));
    return SchemeCalls.model(arch.name(), arch.service(), options);
  }

  private List<Extension<ShadowScheme>> chosen() {
    Extensions<ShadowScheme> all = inventory.schemes();
    var names = new TreeSet<String>(plan.schemes().isEmpty() ? all.names() : plan.schemes());
    if (names.isEmpty()) {
      throw new BadInputException("no scheme is there to try; see 'schemes' and 'why'");
    }
    plan.schemes().forEach(all::get);
    return names.stream().map(all::get).toList();
  }

  private void checkOwners(String arch, List<Extension<ShadowScheme>> chosen) {
    var usable = new TreeSet<String>(List.of(arch, SuiteOptions.OWNER));
    chosen.forEach(scheme -> usable.add(scheme.name()));
    for (String owner : plan.settings().byOwner().keySet()) {
      if (!usable.contains(owner)) {
        throw BadInputException.unknownName("owner of an option of --set", owner, usable);
      }
    }
  }

  private void entrants(Extension<ShadowScheme> entry, ArchModel arch, List<Entrant> entrants) {
    SchemeDescription scheme = SchemeDescription.of(entry.properties());
    var choice = new SchemeChoice(scheme, entry.service(), Options.NONE);
    String excluded;
    ForeignFailure before = failed.get(entry.name());
    try {
      if (before != null) {
        throw before;
      }
      choice = SchemeCalls.choice(entry, plan.settings().of(entry.name()));
      String refusal = SchemeCalls.refusal(choice, arch);
      excluded = refusal == null ? modeExclusion(scheme) : "it " + refusal;
    } catch (ForeignFailure e) {
      excluded = "the scheme failed: it " + e.reason();
    }
    List<Instrumentation> wanted =
        plan.instrumentation().equals("both")
            ? List.of(Instrumentation.OUTLINE, Instrumentation.INLINE)
            : List.of(Instrumentation.of(plan.instrumentation()));
    for (Instrumentation each : scheme.compiledAs(wanted)) {
      entrants.add(
          new Entrant(choice, each, excluded == null ? unsupported(scheme, each) : excluded));
    }
  }

  private @Nullable String modeExclusion(SchemeDescription scheme) {
    String own = scheme.mode().word();
    return scheme.mode() == mode || scheme.shadowless()
        ? null
        : "its mode is " + own + " (--mode " + own + ")";
  }

  private @Nullable String unsupported(SchemeDescription scheme, Instrumentation how) {
    return plan.forced() || scheme.worksWith(how)
        ? null
        : "it does not work with "
            + how.word()
            + " instrumentation, only with "
            + scheme.instrumentationWords()
            + " (--force runs it all the same)";
  }

  private List<Case> matching(List<Case> all) {
    if (plan.cases().isEmpty()) {
      return all;
    }
    Pattern pattern = pattern(plan.cases());
    List<Case> matching =
        all.stream().filter(each -> pattern.matcher(each.name()).matches()).toList();
    if (matching.isEmpty()) {
      throw BadInputException.unknownName(
          "case", plan.cases(), all.stream().map(Case::name).toList());
    }
    return matching;
  }

  private static Pattern pattern(String words) {
    var regex = new StringBuilder();
    for (String each : words.split(",", -1)) {
      regex.append(regex.length() == 0 ? "" : "|");
      for (char letter : each.strip().toCharArray()) {
        String quoted = Pattern.quote(Character.toString(letter));
        regex.append(letter == '*' ? ".*" : letter == '?' ? "." : quoted);
      }
    }
    return Pattern.compile(regex.toString());
  }

  private List<Case> ofFiles() {
    List<Case> cases = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String given : plan.files()) {
      Path file = path(given);
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      String stem = dot > 0 ? name.substring(0, dot) : name;
      cases.addAll(CaseReader.read(file.toString(), "own", stem, text(file)));
    }
    for (Case each : cases) {
      if (!names.add(each.name())) {
        throw new BadInputException(each.file() + ": there are two cases named " + each.name());
      }
    }
    return cases;
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new BadInputException("'" + text + "' is no path", e);
    }
  }

  private static String text(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new BadInputException(file + ": expected a file of cases, not a folder");
      }
      if (Files.size(file) > LARGEST_FILE) {
        throw new BadInputException(file + ": expected a file of cases of at most 1 MiB");
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new BadInputException(file + ": expected UTF-8 text", e);
    } catch (IOException e) {
      throw new BadInputException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }
}
