// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Lab;
import kasan.lab.api.RunPlan;
import kasan.lab.api.recording.Recorder;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Replays a recording with all schemes and tells their bills. */
@Component
@VerbInfo(name = "compare", summary = "Compare what schemes would cost the machine of a recording")
public final class CompareVerb implements Verb {
  private static final String LAYOUT = "recorded";
  private static final String PROC = "--proc";

  // Optional, so that without one only --proc is not possible.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recorder recorder;

  private final BundleContext context;
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public CompareVerb(BundleContext context, @Reference Lab lab) {
    this.context = context;
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return HangLimit.in(
            Synopsis.EMPTY
                .operand(
                    "INPUT",
                    "a recording: a folder, a .zip or .tar of one, a trace; 'rec:PATH' or a path, '-' for"
                        + " standard input; live: for this machine as it runs (root); without it the recording that comes with the product",
                    Offered.RECORDINGS)
                .flag(PROC, "this machine as it is now, in place of INPUT: no tracing, no events")
                .option(
                    LiveInput.SECONDS,
                    "N",
                    "how long to follow this machine with live:",
                    Words.NONE)
                .repeated(
                    "--schemes",
                    "A,B,...",
                    "only these, and the floor; all when not given",
                    Offered.schemes(lab))
                .option(
                    "--arch", "NAME", "the architecture; 'archs' lists them", Offered.archs(lab))
                .option(
                    "--layout",
                    "NAME",
                    LAYOUT
                        + " (as the recorded kernel had it), or kasan: placed again with redzones, metadata,"
                        + " quarantine and doubled stacks",
                    Words.of("kasan", LAYOUT))
                .repeated(
                    "--set",
                    "OPTION=VALUE",
                    "an option, such as page.recheck=off or unknown=free; 'schemes' and 'archs' list them",
                    SettingsText.words(lab)))
        .note("Status 0: compared; 2: bad request or bad input.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws InterruptedException {
    if (LiveInput.is(given.operand(0)) && !given.flag(PROC)) {
      String source = LiveInput.source(given.operand(0), given);
      if (source.equals(RunPlan.LIVE)) {
        throw new BadInputException(
            "compare "
                + source
                + " wants "
                + LiveInput.SECONDS
                + " N: how long to follow this machine; 'top' goes on until it is left");
      }
      return lab.compare(plan(given, source), session.progress("events"));
    }
    LiveInput.refuseSeconds(given);
    try (GivenRecording recording = recording(given, session)) {
      return recording.use(
          path -> lab.compare(plan(given, RunPlan.RECORDING + path), session.progress("events")));
    }
  }

  private GivenRecording recording(Arguments given, VerbSession session) {
    String input = given.operand(0);
    if (given.flag(PROC)) {
      if (!input.isEmpty()) {
        throw new BadInputException("compare takes --proc in place of INPUT '" + input + "'");
      }
      return GivenRecording.ofThisMachine(RecordVerb.there(recorder));
    }
    if (!input.isEmpty()) {
      return GivenRecording.of(input, session);
    }
    if (!session.goesOn()) {
      PipedInput.refuseIfAny("compare");
    }
    return GivenRecording.at(ShippedRecording.find(homes()));
  }

  /** Where the product lies: as the start script says, else around the jar. */
  private List<Path> homes() {
    var homes = new ArrayList<Path>();
    String home = context.getProperty("kasan.home");
    if (home != null && !home.isEmpty()) {
      homes.add(Path.of(home).toAbsolutePath());
    }
    String jar = System.getProperty("java.class.path", "");
    if (jar.endsWith(".jar")) {
      homes.add(Path.of(jar).toAbsolutePath());
    }
    return homes;
  }

  static ComparePlan plan(Arguments given, String source) {
    return ComparePlan.of(source)
        .schemes(given.list("--schemes"))
        .arch(given.option("--arch"))
        .layout(given.option("--layout", LAYOUT))
        .hangSeconds(HangLimit.of(given))
        .settings(SettingsText.parse(given.repeated("--set")))
        .build();
  }
}
