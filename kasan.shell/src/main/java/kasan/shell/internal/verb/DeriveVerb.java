// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.nio.file.Path;
import java.util.Arrays;
import kasan.api.BadInputException;
import kasan.api.report.Reporter;
import kasan.lab.api.Settings;
import kasan.lab.api.recording.LoadProfiles;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The verb {@code derive}. */
@Component(
    service = DeriveVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=derive"})
public final class DeriveVerb {
  static final String SUMMARY = "Derive a workload from a recording";

  private final ReporterRegistry reporters;

  // Optional, so that without one the verb says what is missing.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable LoadProfiles profiles;

  /** Takes what the verb works with. */
  @Activate
  public DeriveVerb(@Reference ReporterRegistry reporters) {
    this.reporters = reporters;
  }

  /** Writes the load profile of a recording. */
  @Descriptor(SUMMARY)
  public Object derive(CommandSession session, String[] arguments) throws Exception {
    Synopsis.Given given = parse(arguments);
    if (given.help()) {
      return given.usage();
    }
    String out = given.option("--out");
    if (out.isEmpty()) {
      throw new BadInputException("derive: give --out FILE, where the load profile goes");
    }
    String format = given.option("--format");
    Reporter reporter =
        format.isEmpty() ? reporters.now().standard() : reporters.now().named(format);
    Path directory = session.currentDir().toAbsolutePath();
    LoadProfiles.Made made =
        Inquiry.stoppable(
            synopsis(),
            session,
            () ->
                profiles()
                    .derive(
                        directory.resolve(recording(given.operand(0))).normalize(),
                        Settings.parse(given.repeated("--set")).of(""),
                        directory.resolve(out).normalize()));
    return Answer.printed(new DeriveResult(made), reporter);
  }

  private static Synopsis.Given parse(String[] arguments) {
    return synopsis()
        .option("--out", "FILE", "where the load profile goes; must not exist")
        .option("--format", "NAME", "how to say what was done: a reporter; 'reporters' lists them")
        .parse(Arrays.asList(arguments));
  }

  private static String recording(String operand) {
    return operand.startsWith("rec:") ? operand.substring("rec:".length()) : operand;
  }

  private LoadProfiles profiles() {
    LoadProfiles there = profiles;
    if (there == null) {
      throw new BadInputException(
          "nothing here can derive (service "
              + LoadProfiles.class.getName()
              + "); 'why LoadProfiles' tells more");
    }
    return there;
  }

  static Synopsis synopsis() {
    return new Synopsis("derive", SUMMARY)
        .operand("RECORDING", true, "a folder, a .zip or .tar of one, a trace")
        .repeated("--set", "OPTION=VALUE", "of the recorded machine, such as ram=4G")
        .note("Status 0: derived; 2: bad request or bad input. docs/workloads.md tells the rest.");
  }
}
