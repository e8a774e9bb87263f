// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.nio.file.Path;
import java.time.Duration;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.recording.Recorder;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Records into a folder. */
@Component
@VerbInfo(name = "record", summary = "Record what the memory of this machine does")
public final class RecordVerb implements Verb {
  private static final long DEFAULT_SECONDS = 10;
  private static final long MOST_SECONDS = 3600;

  // Optional, so that without one the verb says what is missing.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recorder recorder;

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required("DIR", "folder of the recording; made, or empty", Words.FILES)
        .option(
            "--seconds",
            "N",
            "how long, 1 to "
                + MOST_SECONDS
                + "; at most so long when a COMMAND is given ("
                + DEFAULT_SECONDS
                + ")",
            Words.NONE)
        .flag("--cold", "drop caches first, so that slab grows from little")
        .rest(
            "COMMAND",
            "what to run meanwhile, after --; without it what happens anyway",
            Words.FILES)
        .note("Needs root and tracefs. Status 0: recorded; 2: it may not or cannot.");
  }

  @Override
  @SuppressWarnings("try") // the time passes by itself until the block ends
  public Result run(Arguments given, VerbSession session) throws Exception {
    Recorder.Plan plan = plan(given, session.path(given.operand(0)));
    if (!plan.command().isEmpty()) {
      return new RecordResult(there(recorder).record(plan, session::tell)); // it has the terminal
    }
    try (var time = new ShownTime(plan.length().toSeconds(), session.progress("seconds"))) {
      return new RecordResult(there(recorder).record(plan, session::tell));
    }
  }

  /** The recorder, if one is there. */
  static Recorder there(@Nullable Recorder there) {
    if (there == null) {
      throw new BadInputException(
          "nothing here can record (service "
              + Recorder.class.getName()
              + "); 'why Recorder' tells more");
    }
    return there;
  }

  static Recorder.Plan plan(Arguments given, Path folder) {
    return new Recorder.Plan(
        folder,
        Duration.ofSeconds(given.number("--seconds", DEFAULT_SECONDS, 1, MOST_SECONDS)),
        given.flag("--cold"),
        given.rest(1));
  }
}
