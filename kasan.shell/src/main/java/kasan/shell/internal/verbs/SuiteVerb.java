// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.nio.file.Path;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.Suite;
import kasan.lab.api.SuitePlan;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Runs programs that hold bugs on every scheme. */
@Component
@VerbInfo(name = "suite", summary = "Try which bugs each scheme finds, on kernels that hold them")
public final class SuiteVerb implements Verb {
  private static final List<String> MODES = List.of("generic", "sw-tags", "hw-tags");
  private static final long MOST_PROGRAMS = 10_000_000;

  private final Suite suite;
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public SuiteVerb(@Reference Suite suite, @Reference Lab lab) {
    this.suite = suite;
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return HangLimit.in(
            Synopsis.EMPTY
                .rest(
                    "FILE",
                    "cases of your own, as docs/suite.md describes; without one, all built-in cases",
                    Words.FILES)
                .repeated(
                    "--schemes", "A,B,...", "only these; all when not given", Offered.schemes(lab))
                .option(
                    "--instrumentation",
                    "HOW",
                    "outline (when not given), inline or both",
                    Words.of("outline", "inline", "both"))
                .option(
                    "--cases",
                    "PATTERN",
                    "only cases of these names: 'kmalloc_*,stale_tlb_?*'",
                    Words.from(suite::cases).listed())
                .option(
                    "--mode",
                    "MODE",
                    "generic (when not given), sw-tags or hw-tags",
                    Words.of(MODES.toArray(new String[0])))
                .option("--random", "N", "run N random programs on each scheme as well", Words.NONE)
                .option(
                    "--seed",
                    "S",
                    "of the random programs and of what kernels leave to chance; 0",
                    Words.NONE)
                .option(
                    "--arch",
                    "NAME",
                    "the architecture; the first that has the mode when not given",
                    Offered.archs(lab))
                .flag("--force", "also run schemes with instrumentation that they do not support")
                .repeated(
                    "--set",
                    "OPTION=VALUE",
                    "an option, such as page.straddle-quirk=on or suite.compiler=gcc12; 'schemes' and"
                        + " 'archs' list those of schemes and architectures, docs/suite.md those of the"
                        + " suite",
                    SettingsText.words(lab)))
        .note(
            "Status 0: every bug was found and nothing else; 1: a scheme that is ranked missed one,"
                + " or reported what is none; 2: bad request or bad input.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    List<Path> files = given.rest(0).stream().map(session::path).toList();
    return suite.run(plan(given, files), session.progress("runs"));
  }

  static SuitePlan plan(Arguments given, List<Path> files) {
    if (!files.isEmpty() && !given.option("--cases").isEmpty()) {
      throw new BadInputException("suite takes files or --cases, not both");
    }
    return SuitePlan.of()
        .schemes(given.list("--schemes"))
        .instrumentation(given.option("--instrumentation", "outline"))
        .forced(given.flag("--force"))
        .cases(given.option("--cases"))
        .mode(given.option("--mode", MODES.get(0)))
        .files(files.stream().map(Path::toString).toList())
        .randomPrograms(given.number("--random", 0, 0, MOST_PROGRAMS))
        .seed(given.number("--seed", 0, Long.MIN_VALUE, Long.MAX_VALUE))
        .arch(given.option("--arch"))
        .hangSeconds(HangLimit.of(given))
        .settings(SettingsText.parse(given.repeated("--set")))
        .build();
  }
}
