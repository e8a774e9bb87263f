// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import kasan.shell.internal.call.Answer;
import org.apache.felix.gogo.runtime.Closure;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.gogo.runtime.Expander;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.gogo.runtime.Parser.Executable;
import org.apache.felix.gogo.runtime.Parser.Pipeline;
import org.apache.felix.gogo.runtime.Parser.Program;
import org.apache.felix.gogo.runtime.Parser.Statement;
import org.apache.felix.gogo.runtime.Token;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;

/**
 * One line of the shell's language. Gogo hands the value of the last command to whoever asked, even
 * where the line sends standard output into a file; so that value is written there.
 */
public final class ShellLine {
  /** Redirections of standard output, to a file: {@code >}, {@code 1>>}, {@code &>}. */
  private static final Pattern TO_FILE = Pattern.compile("[1&]?>>?");

  private ShellLine() {}

  /**
   * Runs a line.
   *
   * @param replies where the value of its last command is printed
   * @return its status
   */
  public static int run(CommandSession session, CharSequence line, Replies replies)
      throws Exception {
    Program program = new Parser(line).program();
    Object value = session.execute(program);
    if (value != null) {
      String text = ended(session.format(value, Converter.INSPECT).toString());
      List<Path> files = files(session, program);
      if (files.isEmpty()) {
        replies.text(text);
      }
      for (Path file : files) { // emptied when the line began
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
      }
    }
    return value instanceof Answer answer ? answer.status() : Replies.DONE;
  }

  private static String ended(String text) {
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  /** Where the line sends the standard output of its last command; empty for the terminal. */
  private static List<Path> files(CommandSession session, Program program) throws Exception {
    Statement last = last(program);
    var files = new ArrayList<Path>();
    if (last != null) {
      List<Token> tokens = last.redirections();
      for (int i = 0; i + 1 < tokens.size(); i++) {
        if (TO_FILE.matcher(tokens.get(i)).matches()) {
          Object name =
              Expander.expand(
                  tokens.get(i + 1), new Closure((CommandSessionImpl) session, null, program));
          files.add(session.currentDir().resolve(String.valueOf(name)));
        }
      }
    }
    return files;
  }

  private static @Nullable Statement last(Program program) {
    List<Executable> all = program.tokens();
    Executable last = all.isEmpty() ? null : all.get(all.size() - 1);
    if (last instanceof Pipeline pipeline) {
      last = pipeline.tokens().get(pipeline.tokens().size() - 1);
    }
    return last instanceof Statement statement ? statement : null;
  }
}
