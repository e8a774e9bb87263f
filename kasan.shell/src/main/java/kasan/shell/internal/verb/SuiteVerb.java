// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.Settings;
import kasan.lab.api.Suite;
import kasan.lab.api.SuitePlan;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code suite}. */
@Component(
    service = SuiteVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=suite"})
public final class SuiteVerb {
  static final String SUMMARY = "Try which bugs each scheme finds, on kernels that hold them";

  static final List<String> MODES = List.of("generic", "sw-tags", "hw-tags");
  static final List<String> INSTRUMENTATION = List.of("outline", "inline", "both");

  private final Suite suite;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public SuiteVerb(@Reference Suite suite, @Reference ReporterRegistry reporters) {
    this.suite = suite;
    this.reporters = reporters;
  }

  /** Runs cases on schemes. */
  @Descriptor(SUMMARY)
  public Object suite(CommandSession session, String[] arguments) throws Exception {
    Path directory = session.currentDir();
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> {
          SuitePlan plan = plan(given, directory);
          try (var progress = TerminalProgress.onStandardError("runs")) {
            return suite.run(plan, progress);
          }
        });
  }

  static Synopsis synopsis() {
    return new Synopsis("suite", SUMMARY)
        .rest(
            "FILE",
            "cases of your own, as docs/suite.md describes; without one, all built-in cases")
        .repeated("--schemes", "A,B,...", "only these; all when not given")
        .option("--instrumentation", "HOW", "outline (when not given), inline or both")
        .option("--cases", "PATTERN", "only cases of these names: 'kmalloc_*,stale_tlb_?*'")
        .option("--mode", "MODE", "generic (when not given), sw-tags or hw-tags")
        .option("--random", "N", "run N random programs on each scheme as well")
        .option("--seed", "S", "of the random programs and of what kernels leave to chance; 0")
        .option("--arch", "NAME", "the architecture; the first that has the mode when not given")
        .flag("--force", "also run schemes with instrumentation that they do not support")
        .repeated(
            "--set",
            "OPTION=VALUE",
            "an option, such as page.straddle-quirk=on or suite.compiler=gcc12; 'schemes' and 'archs'"
                + " list those of schemes and architectures, docs/suite.md those of the suite")
        .note(
            "Status 0: every bug was found and nothing else; 1: a scheme that is ranked missed one,"
                + " or reported what is none; 2: bad request or bad input.");
  }

  static SuitePlan plan(Synopsis.Given given, Path directory) {
    List<Path> files = new ArrayList<>();
    for (String file : given.rest(0)) {
      files.add(directory.resolve(file).normalize());
    }
    if (!files.isEmpty() && !given.option("--cases").isEmpty()) {
      throw new BadInputException("suite takes files or --cases, not both");
    }
    return new SuitePlan(
        given.list("--schemes"),
        word(given, "--instrumentation", INSTRUMENTATION.get(0)),
        given.flag("--force"),
        given.option("--cases"),
        word(given, "--mode", MODES.get(0)),
        files,
        number(given, "--random"),
        number(given, "--seed"),
        given.option("--arch"),
        Settings.parse(given.repeated("--set")));
  }

  private static String word(Synopsis.Given given, String option, String standard) {
    String value = given.option(option);
    return value.isEmpty() ? standard : value;
  }

  private static long number(Synopsis.Given given, String option) {
    String value = given.option(option);
    try {
      return value.isEmpty() ? 0 : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BadInputException(option + " " + value + ": expected a whole number", e);
    }
  }
}
