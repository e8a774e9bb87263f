// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import kasan.lab.api.PlannedSwap;
import kasan.lab.api.Run;
import kasan.lab.api.RunPlan;
import kasan.lab.api.Runs;
import kasan.lab.api.Settings;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The verb {@code run}. In a session that has {@link #TO_ITS_END} set it returns the result, in any
 * other the run goes on in the background.
 */
@Component(
    service = RunVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=run"})
public final class RunVerb {
  /** Variable of a session in which runs are waited for. */
  public static final String TO_ITS_END = "kasan.run.to.its.end";

  static final String SUMMARY = "Run a workload or a recording, and swap its shadow meanwhile";

  private static final String RECORDING = "rec:";
  private static final String PROFILE = "load:";
  private static final String FIRST_SCHEME = "original";
  private static final int HANG_SECONDS = 30;
  private static final int MOST_HANG_SECONDS = 3600;
  private static final long LOOK_MILLIS = 100;

  private final Lab lab;
  private final Runs runs;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public RunVerb(@Reference Lab lab, @Reference Runs runs, @Reference ReporterRegistry reporters) {
    this.lab = lab;
    this.runs = runs;
    this.reporters = reporters;
  }

  /** Starts a run. */
  @Descriptor(SUMMARY)
  public Object run(CommandSession session, String[] arguments) throws Exception {
    Path directory = session.currentDir();
    boolean wait = session.get(TO_ITS_END) != null;
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> {
          Run run =
              runs.start(plan(given, directory, new TreeSet<>(lab.names(ExtensionKind.WORKLOADS))));
          return wait ? resultOf(run) : run.status();
        });
  }

  private static Result resultOf(Run run) throws InterruptedException {
    String told = "";
    try (var progress = TerminalProgress.onStandardError()) {
      while (!run.await(LOOK_MILLIS)) {
        Map<String, @Nullable Object> now = first(run.status());
        progress.at(now.get("operation") instanceof Long operation ? operation : 0);
        String waits = now.get("waitsFor") instanceof String scheme ? scheme : "";
        if (!waits.equals(told) && !waits.isEmpty()) {
          progress.line("kasan: " + run.name() + " waits for scheme '" + waits + "'");
        }
        told = waits;
      }
    } catch (InterruptedException e) {
      run.end();
      throw e;
    }
    return run.result();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, @Nullable Object> first(Result status) {
    return ((List<Map<String, @Nullable Object>>) status.tree().getOrDefault("rows", List.of()))
        .get(0);
  }

  static Synopsis synopsis() {
    return new Synopsis("run", SUMMARY)
        .operand(
            "WORKLOAD|load:FILE|rec:PATH",
            true,
            "name of a workload ('workloads' lists them), a load profile that 'derive' has made, or a"
                + " recording: a folder, a .zip or .tar of one, a trace")
        .option("--scheme", "NAME", "the scheme to begin with; " + FIRST_SCHEME + " when not given")
        .repeated(
            "--swap",
            "WHEN=SCHEME",
            "go on with another scheme after PERCENT%% of all operations, or after so many: 40%%=page,"
                + " 25000=page; at the prompt, where %% is special, 40pc=page")
        .option(
            "--ram",
            "SIZE",
            "RAM of the machine of a workload: 512M, 4G; 1G when not given. A recording has the"
                + " RAM and the CPUs that its machine had")
        .option("--cpus", "N", "CPUs of the machine of a workload; 4 when not given")
        .option("--seed", "N", "of all that is left to chance; 1 when not given")
        .option(
            "--layout",
            "NAME",
            "objects as the kernel lays them out: kasan (as the first scheme needs them), plain,"
                + " widest (so that schemes of several layout classes can stand), or a class;"
                + " for recordings recorded (where they were; the default), or kasan (placed again"
                + " with redzones, metadata, quarantine and doubled stacks)")
        .option("--arch", "NAME", "the architecture; 'archs' lists them")
        .option("--instrumentation", "KIND", "how the kernel was compiled: outline, inline, none")
        .option("--profile", "NAME|FILE", "the kernel and its machine, as for footprint")
        .repeated("--set", "OPTION=VALUE", "an option of a scheme, architecture or workload")
        .option(
            "--hang-limit",
            "SECONDS",
            "how long one call of a scheme may take; " + HANG_SECONDS + " when not given")
        .flag("--timing", "tell wall-clock pauses of swaps as well; they differ from run to run")
        .note(
            "At the prompt the run goes on in the background; 'status', 'hold', 'resume', 'swap',"
                + " 'end', 'findings', 'shadow', 'access' and 'result' act on it.")
        .note(
            "Status 0: ran; 1: there is a finding, a swap was not made or is unsound, or a scheme"
                + " failed; 2: bad request or input.");
  }

  static RunPlan plan(Synopsis.Given given, Path directory, SortedSet<String> workloads) {
    String input = given.operand(0);
    if (input.startsWith(PROFILE)) {
      input = PROFILE + file(input.substring(PROFILE.length()), directory);
    }
    boolean workload =
        input.startsWith(PROFILE) || !input.startsWith(RECORDING) && workloads.contains(input);
    Path path = workload ? null : recording(input, directory, workloads);
    var swaps = new ArrayList<PlannedSwap>();
    given.list("--swap").forEach(word -> swaps.add(PlannedSwap.parse(word)));
    String scheme = given.option("--scheme");
    String ram = given.option("--ram");
    return new RunPlan(
        workload ? input : "",
        path,
        scheme.isEmpty() ? FIRST_SCHEME : scheme,
        ram.isEmpty() ? 0 : RamSize.mib("--ram", ram),
        (int) number(given, "--cpus", 0, 1, 1 << 10),
        number(given, "--seed", 1, 0, Long.MAX_VALUE),
        given.option("--layout"),
        given.option("--arch"),
        given.option("--instrumentation"),
        profile(given.option("--profile"), directory),
        swaps,
        (int) number(given, "--hang-limit", HANG_SECONDS, 1, MOST_HANG_SECONDS),
        given.flag("--timing"),
        Settings.parse(given.repeated("--set")));
  }

  private static Path file(String path, Path directory) {
    try {
      return directory.resolve(path).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new BadInputException("run: '" + path + "' is no path", e);
    }
  }

  private static Path recording(String input, Path directory, SortedSet<String> workloads) {
    String path = input.startsWith(RECORDING) ? input.substring(RECORDING.length()) : input;
    try {
      Path file = directory.resolve(path).normalize();
      if (!input.startsWith(RECORDING) && !Files.exists(file)) {
        BadInputException unknown = BadInputException.unknownName("workload", input, workloads);
        throw new BadInputException(unknown.getMessage() + "; and there is no such recording");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new BadInputException("run: '" + path + "' is no path", e);
    }
  }

  /** A file is meant where there is one; relative paths start where the user is. */
  private static String profile(String given, Path directory) {
    try {
      Path file = directory.resolve(given).normalize();
      return !given.isEmpty() && Files.isRegularFile(file) ? file.toString() : given;
    } catch (InvalidPathException e) {
      return given;
    }
  }

  private static long number(
      Synopsis.Given given, String option, long otherwise, long least, long most) {
    String word = given.option(option);
    if (word.isEmpty()) {
      return otherwise;
    }
    try {
      long number = Long.parseLong(word);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadInputException(
        "run: " + option + " takes " + least + ".." + most + ", not '" + word + "'");
  }
}
