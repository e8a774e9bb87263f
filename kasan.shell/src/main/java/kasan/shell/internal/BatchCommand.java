// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import kasan.api.BadInputException;
import kasan.shell.internal.verb.RunVerb;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/**
 * One verb with its arguments, run to its end in a session of its own.
 *
 * <p>The arguments reach the command as they are: no Gogo parser sees them, so blanks, quotes,
 * {@code $} and {@code =} mean nothing.
 */
final class BatchCommand {

  private static final List<String> HELP = List.of("help", "--help", "-h");

  private final CommandProcessor processor;
  private final Verbs verbs;
  private final StandardStreams streams;
  private final Replies replies;

  BatchCommand(CommandProcessor processor, Verbs verbs, StandardStreams streams) {
    this.processor = processor;
    this.verbs = verbs;
    this.streams = streams;
    this.replies = new Replies(streams);
  }

  /**
   * Runs a verb, prints its result, or one line that says why there is none.
   *
   * @param arguments the verb and its arguments
   * @return the process's exit status
   */
  int run(List<String> arguments) {
    String verb = arguments.get(0);
    if (HELP.contains(verb) && arguments.size() == 1) {
      replies.text(HelpCommand.list(verbs));
      return Replies.DONE;
    }
    try (CommandSession session =
        processor.createSession(streams.in(), streams.out(), streams.err())) {
      session.put(RunVerb.TO_ITS_END, true);
      SortedSet<String> known = verbs.names();
      if (!known.contains(verb)) {
        throw BadInputException.unknownName("verb", verb, known);
      }
      Function command = (Function) session.get(Verbs.SCOPE + ":" + verb);
      List<Object> rest = new ArrayList<>(arguments.subList(1, arguments.size()));
      return replies.result(session, command.execute(session, rest));
    } catch (Exception | LinkageError e) {
      // A bundle that lacks a class is a failure of this verb, not of the shell.
      return replies.failure(Replies.reason(e));
    }
  }
}
