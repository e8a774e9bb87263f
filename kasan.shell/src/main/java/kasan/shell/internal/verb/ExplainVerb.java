// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.finding.Explainer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code explain}. */
@Component(
    service = ExplainVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=explain"})
public final class ExplainVerb {
  static final String SUMMARY = "Say in words what the KASAN reports in a kernel's log mean";

  private static final String STANDARD_INPUT = "-";

  private final Explainer explainer;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public ExplainVerb(@Reference Explainer explainer, @Reference ReporterRegistry reporters) {
    this.explainer = explainer;
    this.reporters = reporters;
  }

  /** Explains every report of a log. */
  @Descriptor(SUMMARY)
  public Object explain(CommandSession session, String[] arguments) throws Exception {
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        Arrays.asList(arguments),
        given ->
            given.operand(0).equals(STANDARD_INPUT)
                ? explainer.explain(Path.of(STANDARD_INPUT), session.getKeyboard())
                : explain(explainer, given.operand(0), session.currentDir()));
  }

  static Synopsis synopsis() {
    return new Synopsis("explain", SUMMARY)
        .operand(
            "FILE",
            true,
            "text of dmesg, a serial console, syslog or the journal of any kernel from 4.0 on; '-'"
                + " for the standard input")
        .note("Status 0: explained; 2: bad request, or no report in FILE.");
  }

  /**
   * Explains a file.
   *
   * @param given the file as the user wrote it, which is how messages call it
   * @throws BadInputException when it cannot be read, or holds no report
   */
  static Result explain(Explainer explainer, String given, Path directory) throws IOException {
    Path file = directory.resolve(given).normalize();
    if (Files.isDirectory(file)) {
      throw new BadInputException(given + ": is a directory, expected the log of a kernel");
    }
    try (InputStream text = Files.newInputStream(file)) {
      return explainer.explain(Path.of(given), text);
    } catch (NoSuchFileException e) {
      throw new BadInputException(given + ": no such file, expected the log of a kernel", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(given + ": permission denied", e);
    }
  }
}
