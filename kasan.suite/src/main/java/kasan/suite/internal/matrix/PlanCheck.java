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
import kasan.lab.api.Settings;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.foreign.SchemeCalls;
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

  private final Catalog catalog;
  private final SuitePlan plan;

  /** Schemes that have failed: none is asked again. */
  private final Map<String, ForeignFailure> failed = new HashMap<>();

  private KasanMode mode = KasanMode.GENERIC;

  private PlanCheck(Catalog catalog, SuitePlan plan) {
    this.catalog = catalog;
    this.plan = plan;
  }

  /**
   * @param library cases to choose from when the plan names no files
   * @throws BadInputException for the first thing in it that cannot be used
   */
  public static CheckedPlan check(Catalog catalog, SuitePlan plan, List<Case> library) {
    try {
      return new Wall(plan.hangSeconds())
          .run("suite", () -> new PlanCheck(catalog, plan).check(library));
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
    List<SchemeEntry> chosen = chosen();
    String archName = catalog.archName(plan.arch().isEmpty() ? archOfMode() : plan.arch());
    checkOwners(archName, chosen);
    ArchModel model = model(archName);
    List<Case> cases = matching(plan.files().isEmpty() ? library : ofFiles());
    List<Entrant> entrants = new ArrayList<>();
    for (SchemeEntry scheme : chosen) {
      entrants(scheme, model, entrants);
    }
    return new CheckedPlan(
        cases,
        entrants,
        mode,
        model,
        SuiteOptions.of(settings.of(SuiteOptions.OWNER)),
        plan.randomPrograms(),
        plan.seed(),
        plan.hangSeconds(),
        !plan.files().isEmpty());
  }

  /** The first architecture that a scheme of the mode runs on; empty for the usual one. */
  private String archOfMode() {
    for (String name : catalog.archNames()) {
      ArchModel model = model(name);
      for (SchemeEntry scheme : catalog.schemes()) {
        if (scheme.description().mode() == mode
            && !scheme.description().shadowless()
            && runsOn(scheme, model)) {
          return name;
        }
      }
    }
    return "";
  }

  private boolean runsOn(SchemeEntry scheme, ArchModel model) {
    if (failed.containsKey(scheme.who())) {
      return false;
    }
    try {
      return SchemeCalls.refusal(scheme.choice(Map.of()), model) == null;
    } catch (ForeignFailure e) {
      failed.put(scheme.who(), e);
      return false;
    }
  }

  private ArchModel model(String name) {
    Architecture arch = catalog.arch(name);
    Options options = SchemeCalls.options(name, arch, plan.settings().of(name));
    return SchemeCalls.model(name, arch, options);
  }

  private List<SchemeEntry> chosen() {
    var names = new TreeSet<String>();
    for (String name : plan.schemes()) {
      names.add(catalog.scheme(name).name());
    }
    for (SchemeEntry scheme : catalog.schemes()) {
      if (plan.schemes().isEmpty()) {
        names.add(scheme.name());
      }
    }
    if (names.isEmpty()) {
      throw new BadInputException("no scheme is there to try; see 'schemes' and 'why'");
    }
    return names.stream().map(catalog::scheme).toList();
  }

  private void checkOwners(String arch, List<SchemeEntry> chosen) {
    var usable = new TreeSet<String>(List.of(arch, SuiteOptions.OWNER));
    chosen.forEach(scheme -> usable.add(scheme.name()));
    for (String owner : plan.settings().byOwner().keySet()) {
      if (!usable.contains(owner)) {
        throw BadInputException.unknownName("owner of an option of --set", owner, usable);
      }
    }
  }

  private void entrants(SchemeEntry entry, ArchModel arch, List<Entrant> entrants) {
    SchemeDescription scheme = entry.description();
    var choice = new SchemeChoice(scheme, entry.service(), Options.NONE);
    String excluded;
    ForeignFailure before = failed.get(entry.who());
    try {
      if (before != null) {
        throw before;
      }
      choice = entry.choice(plan.settings().of(entry.name()));
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
