// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.Run;
import kasan.lab.api.Runs;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verbs that act on a run which goes on in the background: on the last one, or on any. */
@Component(
    service = RunningVerbs.class,
    property = {
      "osgi.command.scope=kasan",
      "osgi.command.function=status",
      "osgi.command.function=hold",
      "osgi.command.function=resume",
      "osgi.command.function=swap",
      "osgi.command.function=end",
      "osgi.command.function=findings",
      "osgi.command.function=shadow",
      "osgi.command.function=access",
      "osgi.command.function=result"
    })
public final class RunningVerbs {
  static final String STATUS = "Tell how far the runs are";
  static final String HOLD = "Hold a run at its next safepoint";
  static final String RESUME = "Let a run go on that was held";
  static final String SWAP = "Go on with another scheme, rebuilt from the truth";
  static final String END = "End a run now and print its result";
  static final String FINDINGS = "Print what was reported in a run";
  static final String SHADOW = "Tell what the shadow of an address says, and what is true of it";
  static final String ACCESS = "Access memory of a run's kernel, to see what is reported";
  static final String RESULT = "Print the result of a run, or of what it has done so far";

  private static final int HEX = 16;
  private static final int MOST_CPU = (1 << 10) - 1;
  private static final int MOST_BYTES = 1 << 20;

  private final Runs runs;
  private final ReporterRegistry reporters;

  /** Takes what the verbs work with. */
  @Activate
  public RunningVerbs(@Reference Runs runs, @Reference ReporterRegistry reporters) {
    this.runs = runs;
    this.reporters = reporters;
  }

  /** What each verb takes, by name. */
  static Map<String, Supplier<Synopsis>> synopses() {
    Map<String, Supplier<Synopsis>> all = new LinkedHashMap<>();
    all.put("status", () -> of("status", STATUS, "all of them"));
    all.put("hold", () -> of("hold", HOLD, "the last"));
    all.put("resume", () -> of("resume", RESUME, "the last"));
    all.put(
        "swap",
        () ->
            of("swap", SWAP, "the last")
                .operand("SCHEME", true, "'schemes' lists them")
                .note("Status 0: swapped; 1: not, or the audit found it unsound; 2: bad request."));
    all.put("end", () -> of("end", END, "the last"));
    all.put(
        "findings",
        () -> of("findings", FINDINGS, "the last").note("Status 0: none; 1: there are some."));
    all.put(
        "shadow",
        () ->
            of("shadow", SHADOW, "the last")
                .operand(
                    "ADDRESS",
                    false,
                    "in hexadecimal, such as ffff888000001000; without it, an address of each kind"
                        + " of memory that there is"));
    all.put(
        "access",
        () ->
            of("access", ACCESS, "the last")
                .operand("ADDRESS", true, "in hexadecimal; 'shadow' alone gives examples")
                .option("--size", "BYTES", "how many; 1 when not given")
                .option("--cpu", "N", "which CPU does it; 0 when not given")
                .flag("--write", "write; read when not given")
                .note("What is reported becomes a finding of the run.")
                .note("Status 0: nothing was reported; 1: something was; 2: bad request."));
    all.put(
        "result",
        () ->
            of("result", RESULT, "the last")
                .flag("--wait", "wait until the run has ended; Ctrl-C stops waiting"));
    return all;
  }

  private static Synopsis of(String verb, String summary, String otherwise) {
    return new Synopsis(verb, summary)
        .option("--run", "NAME", "which run; " + otherwise + " when not given");
  }

  /** What is done with the run that is meant. */
  @FunctionalInterface
  private interface Deed {
    Result with(Run run, Synopsis.Given given) throws InterruptedException;
  }

  private Object act(String verb, CommandSession session, String[] arguments, Deed deed)
      throws Exception {
    Synopsis synopsis = synopses().getOrDefault(verb, () -> new Synopsis(verb, "")).get();
    return Inquiry.run(
        synopsis,
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> {
          Run run = meant(given.option("--run"));
          try {
            return deed.with(run, given);
          } catch (InterruptedException e) {
            throw new BadInputException("stopped waiting for " + run.name() + "; it goes on", e);
          }
        });
  }

  private Run meant(String name) {
    List<Run> all = runs.all();
    if (all.isEmpty()) {
      throw new BadInputException("there is no run; 'run WORKLOAD|rec:PATH' starts one");
    }
    if (name.isEmpty()) {
      return all.get(all.size() - 1);
    }
    var names = new TreeSet<String>();
    for (Run run : all) {
      if (run.name().equals(name)) {
        return run;
      }
      names.add(run.name());
    }
    throw BadInputException.unknownName("run", name, names);
  }

  /** How far the runs are. */
  @Descriptor(STATUS)
  public Object status(CommandSession session, String[] arguments) throws Exception {
    return Inquiry.run(
        synopses().getOrDefault("status", () -> new Synopsis("status", STATUS)).get(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> {
          if (!given.option("--run").isEmpty()) {
            return meant(given.option("--run")).status();
          }
          return together(runs.all());
        });
  }

  private static Result together(List<Run> runs) {
    var rows = new ArrayList<@Nullable Object>();
    var lines = new ArrayList<String>();
    for (Run run : runs) {
      Result status = run.status();
      if (status.tree().get("rows") instanceof List<?> of) {
        rows.addAll(of);
      }
      for (Section section : status.sections()) {
        if (section instanceof Section.Text text) {
          lines.addAll(text.lines());
        }
      }
    }
    if (runs.isEmpty()) {
      lines.add("there is no run");
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", rows);
    return new StatusResult(tree, List.of(new Section.Text("", lines)));
  }

  /**
   * The state of all runs.
   *
   * @param tree for machines
   * @param sections for people
   */
  private record StatusResult(Map<String, @Nullable Object> tree, List<Section> sections)
      implements Result {
    @Override
    public String verb() {
      return "status";
    }
  }

  /** Holds. */
  @Descriptor(HOLD)
  public Object hold(CommandSession session, String[] arguments) throws Exception {
    return act("hold", session, arguments, (run, given) -> run.hold());
  }

  /** Goes on. */
  @Descriptor(RESUME)
  public Object resume(CommandSession session, String[] arguments) throws Exception {
    return act("resume", session, arguments, (run, given) -> run.resume());
  }

  /** Swaps. */
  @Descriptor(SWAP)
  public Object swap(CommandSession session, String[] arguments) throws Exception {
    return act("swap", session, arguments, (run, given) -> run.swap(given.operand(0)));
  }

  /** Ends. */
  @Descriptor(END)
  public Object end(CommandSession session, String[] arguments) throws Exception {
    return act("end", session, arguments, (run, given) -> run.end());
  }

  /** What was reported. */
  @Descriptor(FINDINGS)
  public Object findings(CommandSession session, String[] arguments) throws Exception {
    return act("findings", session, arguments, (run, given) -> run.findings());
  }

  /** The shadow of an address. */
  @Descriptor(SHADOW)
  public Object shadow(CommandSession session, String[] arguments) throws Exception {
    return act(
        "shadow",
        session,
        arguments,
        (run, given) ->
            given.operand(0).isEmpty()
                ? run.places()
                : run.shadow(address("shadow", given.operand(0))));
  }

  /** An access. */
  @Descriptor(ACCESS)
  public Object access(CommandSession session, String[] arguments) throws Exception {
    return act(
        "access",
        session,
        arguments,
        (run, given) ->
            run.access(
                number(given, "--cpu", 0, 0, MOST_CPU),
                address("access", given.operand(0)),
                number(given, "--size", 1, 1, MOST_BYTES),
                given.flag("--write")));
  }

  private static int number(
      Synopsis.Given given, String option, int otherwise, int least, int most) {
    String word = given.option(option);
    if (word.isEmpty()) {
      return otherwise;
    }
    if (word.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(word);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadInputException(
        "access: " + option + " takes " + least + ".." + most + ", not '" + word + "'");
  }

  private static long address(String verb, String word) {
    String digits = word.startsWith("0x") || word.startsWith("0X") ? word.substring(2) : word;
    if (!digits.matches("[0-9a-fA-F]{1,16}")) {
      throw new BadInputException(
          verb + " takes an address in hexadecimal, such as ffff888000001000, not '" + word + "'");
    }
    return Long.parseUnsignedLong(digits, HEX);
  }

  /** The result. */
  @Descriptor(RESULT)
  public Object result(CommandSession session, String[] arguments) throws Exception {
    return act(
        "result",
        session,
        arguments,
        (run, given) -> {
          if (given.flag("--wait")) {
            run.await(Long.MAX_VALUE);
          }
          return run.result();
        });
  }
}
