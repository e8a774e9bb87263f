// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import kasan.shell.internal.call.VerbRegistry;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;

/**
 * Lines of the shell's language that come from a file or a pipe, run one after the other in one
 * session. The line editor is of no use there: without a terminal it spins at the end of input.
 */
public final class Script {

  /** The command {@code exit}: at the prompt it is the line editor's, which is not there now. */
  private static final Function EXIT =
      (session, arguments) -> {
        throw new ScriptExit();
      };

  /** Ends a script where it stands. */
  private static final class ScriptExit extends RuntimeException {
    private static final long serialVersionUID = 1;

    ScriptExit() {
      super("exit", null, false, false);
    }
  }

  private final BundleContext context;
  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final StandardStreams streams;
  private final Replies replies;
  private final LineRunner runner;

  /**
   * @param runner runs each line
   */
  public Script(
      BundleContext context,
      CommandProcessor processor,
      VerbRegistry verbs,
      StandardStreams streams,
      LineRunner runner) {
    this.runner = runner;
    this.context = context;
    this.processor = processor;
    this.verbs = verbs;
    this.streams = streams;
    this.replies = new Replies(streams);
  }

  /**
   * Runs all lines, up to the first that fails, or {@code exit}.
   *
   * @return the highest status of a line
   */
  public int run() throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    int status = Replies.DONE;
    try (CommandSession session =
        processor.createSession(streams.in(), streams.out(), streams.err())) {
      session.put("SCOPE", VerbRegistry.SEARCH_PATH);
      session.put("exit", EXIT);
      session.put(BundleStart.NAME, new BundleStart(context));
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine(), number++) {
        try {
          status = Math.max(status, runner.run(session, line, replies));
        } catch (ScriptExit e) {
          return status;
        } catch (Exception | LinkageError e) {
          return replies.failure(
              "line " + number + ": " + LineFailure.words(session, line, e, verbs.names()));
        }
      }
    }
    return status;
  }
}
