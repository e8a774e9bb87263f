// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.List;
import kasan.api.report.Medium;
import kasan.shell.internal.call.CallSession;
import kasan.shell.internal.call.Failures;
import kasan.shell.internal.call.InterruptKey;
import kasan.shell.internal.call.Media;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.internal.line.Replies;
import kasan.shell.internal.line.StandardStreams;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/**
 * One verb with its arguments, run to its end in a session of its own.
 *
 * <p>The arguments reach the verb as they are: no Gogo parser sees them, so blanks, quotes, {@code
 * $} and {@code =} mean nothing.
 */
final class BatchCommand {

  private static final List<String> HELP = List.of("--help", "-h");

  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final StandardStreams streams;
  private final Medium medium;
  private final Replies replies;

  /**
   * @param medium that standard output leads to
   */
  BatchCommand(
      CommandProcessor processor, VerbRegistry verbs, StandardStreams streams, Medium medium) {
    this.processor = processor;
    this.verbs = verbs;
    this.streams = streams;
    this.medium = medium;
    this.replies = new Replies(streams);
  }

  /**
   * Runs a verb, prints its result, or one line that says why there is none.
   *
   * @param arguments the verb and its arguments
   * @return the process's exit status
   */
  @SuppressWarnings("try") // signals are heard until the block ends
  int run(List<String> arguments) {
    String verb = HELP.contains(arguments.get(0)) ? "help" : arguments.get(0);
    var key = new InterruptKey();
    try (CommandSession session =
            processor.createSession(streams.in(), streams.out(), streams.err());
        var signal = InterruptSignal.passTo(key, verb)) {
      session.put(CallSession.ENDS_WITH_VERB, true);
      session.put(InterruptKey.VARIABLE, key);
      session.put(Media.TERMINAL, medium);
      return replies.result(
          session, verbs.run(verb, session, arguments.subList(1, arguments.size())));
    } catch (Exception | LinkageError e) {
      // A bundle that lacks a class is a failure of this verb, not of the shell.
      return replies.failure(Failures.reason(e));
    }
  }
}
