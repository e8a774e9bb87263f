// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import kasan.shell.internal.call.Answer;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;

/** How a result or a failure is told to the user, and which exit status it means. */
public final class Replies {

  /** Status: done, and the verb's question, if it asks one, has the answer yes. */
  public static final int DONE = 0;

  /** Status: bad request or bad input. */
  public static final int BAD_REQUEST = 2;

  private final StandardStreams streams;

  public Replies(StandardStreams streams) {
    this.streams = streams;
  }

  /** Prints what a command returned, as the session's converters render it. */
  public int result(CommandSession session, @Nullable Object result) throws Exception {
    if (result != null) {
      text(session.format(result, Converter.INSPECT));
    }
    return result instanceof Answer answer ? answer.status() : DONE;
  }

  /** Prints text, ended by one line feed. */
  public void text(CharSequence text) {
    streams.out().append(text);
    if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
      streams.out().append('\n');
    }
    streams.out().flush();
  }

  /** Prints one line that says why there is no result. */
  public int failure(String reason) {
    streams.err().append("kasan: ").append(reason).append('\n').flush();
    return BAD_REQUEST;
  }
}
