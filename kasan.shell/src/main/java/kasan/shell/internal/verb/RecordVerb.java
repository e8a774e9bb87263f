// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import kasan.api.BadInputException;
import kasan.lab.api.recording.Recorder;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The verb {@code record}. */
@Component(
    service = RecordVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=record"})
public final class RecordVerb {
  static final String SUMMARY = "Record what the memory of this machine does";

  private static final long DEFAULT_SECONDS = 10;
  private static final long MOST_SECONDS = 3600;

  private final ReporterRegistry reporters;

  // Optional, so that without one the verb says what is missing.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recorder recorder;

  /** Takes what the verb works with. */
  @Activate
  public RecordVerb(@Reference ReporterRegistry reporters) {
    this.reporters = reporters;
  }

  /** Records into a folder. */
  @Descriptor(SUMMARY)
  public Object record(CommandSession session, String[] arguments) throws Exception {
    Path directory = session.currentDir();
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given -> new RecordResult(recorder().record(plan(given, directory))));
  }

  private Recorder recorder() {
    Recorder there = recorder;
    if (there == null) {
      throw new BadInputException(
          "nothing here can record (service "
              + Recorder.class.getName()
              + "); 'why Recorder' tells more");
    }
    return there;
  }

  static Synopsis synopsis() {
    return new Synopsis("record", SUMMARY)
        .operand("DIR", true, "folder of the recording; made, or empty")
        .option(
            "--seconds",
            "N",
            "how long, 1 to "
                + MOST_SECONDS
                + "; at most so long when a COMMAND is given ("
                + DEFAULT_SECONDS
                + ")")
        .flag("--cold", "drop caches first, so that slab grows from little")
        .rest("COMMAND", "what to run meanwhile, after --; without it what happens anyway")
        .note("Needs root and tracefs. Status 0: recorded; 2: it may not or cannot.");
  }

  static Recorder.Plan plan(Synopsis.Given given, Path directory) {
    return new Recorder.Plan(
        directory.resolve(given.operand(0)).normalize(),
        Duration.ofSeconds(seconds(given.option("--seconds"))),
        given.flag("--cold"),
        given.rest(1));
  }

  private static long seconds(String given) {
    if (given.isEmpty()) {
      return DEFAULT_SECONDS;
    }
    try {
      long seconds = Long.parseLong(given);
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return seconds;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadInputException(
        "record: --seconds takes 1.." + MOST_SECONDS + ", not '" + given + "'");
  }
}
