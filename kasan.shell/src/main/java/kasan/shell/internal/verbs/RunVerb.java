// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Footprints;
import kasan.lab.api.Lab;
import kasan.lab.api.Progress;
import kasan.lab.api.RunPlan;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.RunState;
import kasan.lab.api.run.RunStatus;
import kasan.lab.api.run.Runs;
import kasan.lab.api.wall.Wall;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts a run; on the command line it is followed to its end. */
@Component
@VerbInfo(name = "run", summary = "Run a workload or a recording, and swap its shadow meanwhile")
public final class RunVerb implements Verb {
  private static final String RECORDING = RunPlan.RECORDING;
  private static final String PROFILE = "load:";
  private static final String FIRST_SCHEME = "original";
  private static final long LOOK_MILLIS = 100;

  private final Lab lab;
  private final Runs runs;
  private final Footprints footprints;

  /** For Declarative Services. */
  @Activate
  public RunVerb(@Reference Lab lab, @Reference Runs runs, @Reference Footprints footprints) {
    this.lab = lab;
    this.runs = runs;
    this.footprints = footprints;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required(
            "WORKLOAD|load:FILE|rec:PATH|live:",
            "name of a workload ('workloads' lists them), a load profile that 'derive' has made, or"
                + " a recording: a folder, a .zip or .tar of one, a trace; '-' for a trace on standard input;"
                + " live: for this machine as it runs (root)",
            Offered.names(lab, ExtensionKind.WORKLOADS)
                .or(Words.filesBehind(RECORDING))
                .or(Words.filesBehind(PROFILE))
                .or(Words.FILES))
        .option(
            "--scheme",
            "NAME",
            "the scheme to begin with; " + FIRST_SCHEME + " when not given",
            Offered.names(lab, ExtensionKind.SCHEMES))
        .repeated(
            "--swap",
            "WHEN=SCHEME",
            "go on with another scheme after PERCENT% of all operations, or after so many:"
                + " 40%=page, 25000=page; at the prompt, where % is special, 40pc=page",
            SwapText.words(lab))
        .option(
            "--ram",
            "SIZE",
            "RAM of the machine of a workload: 512M, 4G; 1G when not given. A recording has the"
                + " RAM and the CPUs that its machine had",
            Words.of("512M", "1G", "2G", "4G"))
        .option("--cpus", "N", "CPUs of the machine of a workload; 4 when not given", Words.NONE)
        .option("--seed", "N", "of all that is left to chance; 1 when not given", Words.NONE)
        .option(
            "--layout",
            "NAME",
            "objects as the kernel lays them out: kasan (as the first scheme needs them), plain,"
                + " widest (so that schemes of several layout classes can stand), or a class;"
                + " for recordings recorded (where they were; the default), or kasan (placed again"
                + " with redzones, metadata, quarantine and doubled stacks)",
            Words.of("kasan", "plain", "recorded", "widest"))
        .option("--arch", "NAME", "the architecture; 'archs' lists them", Offered.archs(lab))
        .option(
            "--instrumentation",
            "KIND",
            "how the kernel was compiled: outline, inline, none",
            Words.of("outline", "inline", "none"))
        .option(
            "--profile",
            "NAME|FILE",
            "the kernel and its machine, as for footprint",
            Words.from(footprints::profiles).or(Words.FILES))
        .repeated(
            "--set",
            "OPTION=VALUE",
            "an option of a scheme, architecture or workload",
            SettingsText.words(lab))
        .option(
            "--aged",
            "PROFILE|none",
            "begin with memory as fragmented as on the machine of a load profile that 'derive' has"
                + " made; a load:FILE begins with that of its own when not given, other workloads"
                + " on a machine that has just booted",
            Words.of(RunPlan.NOT_AGED).or(Words.FILES))
        .option(
            "--hang-limit",
            "SECONDS",
            "how long one call of a scheme may take; " + Wall.USUAL_SECONDS + " when not given",
            Words.NONE)
        .flag(
            "--follow",
            "the recording may still be being written: wait at its end for more, until after/ is"
                + " there, or FILE.end beside a trace alone, or what is piped in ends")
        .option(
            "--seconds",
            "N",
            "how long to follow this machine with live:; until the run is ended when not given",
            Words.NONE)
        .flag(
            "--hold",
            "hold it before the first operation, when the kernel has booted: 'alloc', 'access' and"
                + " 'free' act by hand then, 'resume' goes on; at the prompt and in scripts")
        .flag("--timing", "tell wall-clock pauses of swaps as well; they differ from run to run")
        .note(
            "At the prompt the run goes on in the background; 'status', 'hold', 'resume', 'swap',"
                + " 'end', 'findings', 'shadow', 'alloc', 'access', 'free' and 'result' act on it.")
        .note(
            "Status 0: ran; 1: there is a finding, a swap was not made or is unsound, a scheme failed,"
                + " or the kernel ran out of memory; 2: bad request or input.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws InterruptedException {
    if (given.operand(0).equals(GivenRecording.STANDARD_INPUT)) {
      return ofPiped(given, session);
    }
    if (given.flag("--hold")) {
      return held(given, session);
    }
    Run run = runs.start(plan(given, session));
    return session.goesOn() ? StatusResult.of(run.status()) : resultOf(run, session);
  }

  private Result held(Arguments given, VerbSession session) throws InterruptedException {
    if (!session.goesOn()) {
      throw new BadInputException(
          "run: --hold is for the prompt and for scripts, where 'resume' can follow");
    }
    Run run = runs.startHeld(plan(given, session));
    try {
      return StatusResult.of(run.hold());
    } catch (BadInputException e) {
      return run.result(); // says why it broke off
    }
  }

  /** What is piped in is kept until the run has ended: it may be read more than once. */
  private Result ofPiped(Arguments given, VerbSession session) throws InterruptedException {
    if (session.goesOn()) {
      throw new BadInputException(
          "run: '-' is for the command line; expected a workload or a recording");
    }
    try (GivenRecording recording =
        given.flag("--follow")
            ? GivenRecording.followed(session)
            : GivenRecording.of(GivenRecording.STANDARD_INPUT, session)) {
      return recording.use(
          path ->
              resultOf(runs.start(plan(given, RECORDING + path, session.directory())), session));
    }
  }

  /** Follows a run to its end; Ctrl-C ends it, and the result is of what it has done. */
  private static Result resultOf(Run run, VerbSession session) throws InterruptedException {
    String told = "";
    boolean follows = false;
    Progress progress = session.progress("operations");
    try {
      while (!run.await(LOOK_MILLIS)) {
        RunStatus now = run.status();
        Long all = now.operations();
        progress.of(all == null ? 0 : all);
        progress.share(now.share());
        progress.at(now.operation());
        String waits = now.waitsFor() == null ? "" : now.waitsFor();
        if (now.state() == RunState.FOLLOWING && !follows) {
          follows = true;
          session.tell(run.name() + " waits for more of " + now.program() + "; Ctrl-C ends it");
        }
        if (!waits.equals(told) && !waits.isEmpty()) {
          session.tell(run.name() + " waits for scheme '" + waits + "'");
        }
        told = waits;
      }
    } catch (InterruptedException e) {
      session.tell("stopped: this is the result of what was done so far");
      return run.end();
    }
    return run.result();
  }

  private RunPlan plan(Arguments given, VerbSession session) {
    return plan(given, session.directory(), new TreeSet<>(lab.names(ExtensionKind.WORKLOADS)));
  }

  static RunPlan plan(Arguments given, Path directory, SortedSet<String> workloads) {
    String input = given.operand(0);
    if (LiveInput.is(input)) {
      return plan(given, LiveInput.source(input, given), directory);
    }
    LiveInput.refuseSeconds(given);
    if (input.startsWith(PROFILE)) {
      input = PROFILE + file(input.substring(PROFILE.length()), directory);
    }
    boolean workload =
        input.startsWith(PROFILE) || !input.startsWith(RECORDING) && workloads.contains(input);
    String source = workload ? input : RECORDING + recording(input, directory, workloads);
    return plan(given, source, directory);
  }

  private static RunPlan plan(Arguments given, String source, Path directory) {
    String ram = given.option("--ram");
    return RunPlan.of(source, given.option("--scheme", FIRST_SCHEME))
        .ramMib(ram.isEmpty() ? 0 : RamSize.mib("--ram", ram))
        .cpus((int) given.number("--cpus", 0, 1, 1 << 10))
        .seed(given.number("--seed", 1, 0, Long.MAX_VALUE))
        .layout(given.option("--layout"))
        .arch(given.option("--arch"))
        .instrumentation(given.option("--instrumentation"))
        .profile(ProfileName.of(given.option("--profile"), directory))
        .swaps(given.list("--swap").stream().map(SwapText::parse).toList())
        .hangSeconds(HangLimit.of(given))
        .timing(given.flag("--timing"))
        .follow(given.flag("--follow"))
        .settings(SettingsText.parse(given.repeated("--set")))
        .aged(aged(given.option("--aged"), directory))
        .build();
  }

  private static String aged(String given, Path directory) {
    return given.isEmpty() || given.equals(RunPlan.NOT_AGED)
        ? given
        : file(given, directory).toString();
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
    Path file = file(path, directory);
    if (!input.startsWith(RECORDING) && !Files.exists(file)) {
      BadInputException unknown = BadInputException.unknownName("workload", input, workloads);
      throw new BadInputException(unknown.getMessage() + "; and there is no such recording");
    }
    return file;
  }
}
