// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import java.util.Collection;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.shell.internal.call.Failures;
import kasan.shell.internal.call.VerbRegistry;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.EOFError;
import org.apache.felix.gogo.runtime.SyntaxError;
import org.apache.felix.service.command.CommandSession;

/** Why a line of the shell's language did not work, in one line. */
public final class LineFailure {
  /** A percentage of a planned swap: in this language the sign begins an expression. */
  private static final Pattern PERCENT = Pattern.compile("(?<!['\"\\w])([0-9]+)%=?([\\w-]*)");

  private static final String KNOWN = " known: ";

  private LineFailure() {}

  /**
   * The failure in words.
   *
   * @param line that was run
   * @param verbs names of ours, which come first where a name is not known
   */
  public static String words(
      CommandSession session, String line, Throwable failure, Collection<String> verbs) {
    Throwable cause = failure.getCause();
    if (failure instanceof CommandNotFoundException unknown) {
      return unknown(session, unknown.getCommand(), verbs);
    }
    Matcher percent = PERCENT.matcher(line);
    if (!(failure instanceof BadInputException) && percent.find()) {
      String swap = percent.group(1) + "pc=" + percent.group(2);
      return "here % begins an expression: write "
          + swap
          + ", or quote it: '"
          + percent.group()
          + "'";
    }
    if (failure instanceof EOFError end) {
      return incomplete(end);
    }
    if (cause instanceof EOFError end) {
      return incomplete(end);
    }
    if (failure instanceof InterruptedException || failure instanceof CancellationException) {
      return "stopped";
    }
    if (failure instanceof SyntaxError wrong) {
      return "column " + wrong.column() + ": " + Failures.reason(wrong);
    }
    return Failures.reason(failure);
  }

  private static String incomplete(EOFError end) {
    return "the line is not complete: " + end.missing() + " is missing";
  }

  private static String unknown(CommandSession session, String name, Collection<String> verbs) {
    String ours = nearest(name, verbs);
    if (ours.contains("did you mean")) {
      return ours;
    }
    var others = new TreeSet<String>();
    if (session.get(CommandSessionImpl.COMMANDS) instanceof Collection<?> commands) {
      for (Object command : commands) {
        String full = command.toString();
        if (!full.startsWith(VerbRegistry.SCOPE + ":")) {
          others.add(full.substring(full.indexOf(':') + 1));
        }
      }
    }
    return others.isEmpty() ? ours : nearest(name, others);
  }

  /** The refusal up to the names that are known: there are too many to tell them. */
  private static String nearest(String name, Collection<String> known) {
    String refusal =
        String.valueOf(BadInputException.unknownName("command", name, known).getMessage());
    int names = refusal.indexOf(KNOWN);
    String brief = names < 0 ? refusal : refusal.substring(0, names);
    return brief.replaceFirst(";$", "")
        + (brief.endsWith("?") ? " " : "; ")
        + "'help' lists the verbs";
  }
}
