// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.io.IOError;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kasan.lab.api.run.Run;
import kasan.shell.internal.call.InterruptKey;
import kasan.shell.internal.call.Media;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.internal.line.BundleStart;
import kasan.shell.internal.line.LineFailure;
import kasan.shell.internal.line.Replies;
import kasan.shell.internal.line.StandardStreams;
import kasan.shell.internal.tour.Tour;
import org.apache.felix.gogo.jline.Highlighter;
import org.apache.felix.gogo.jline.Parser;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Reads lines from the user's terminal and runs them, until the user leaves. Ctrl-C never ends it,
 * however often and whenever it is pressed.
 */
public final class Prompt implements AutoCloseable {
  private static final String PROMPT = "kasan> ";
  private static final int MOST_FAILURES = 100;

  private final CommandProcessor processor;
  private final VerbRegistry verbs;
  private final BundleContext context;
  private final RunsThatGoOn runs;
  private final EndOfRuns ends;
  private final Terminal terminal;
  private final StandardStreams streams;
  private final Replies replies;
  private final LineReader reader;
  private final Tour tour;
  private CommandSession session;
  private volatile InterruptKey key = new InterruptKey();
  private volatile @Nullable Foreground foreground;
  private volatile boolean leaving;

  private Prompt(
      BundleContext context,
      CommandProcessor processor,
      VerbRegistry verbs,
      Tour tour,
      Terminal terminal) {
    this.tour = tour;
    this.processor = processor;
    this.verbs = verbs;
    this.context = context;
    this.runs = new RunsThatGoOn(context);
    this.terminal = terminal;
    var out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
    this.streams = new StandardStreams(terminal.input(), out, out);
    this.replies = new Replies(streams);
    this.session = processor.createSession(terminal.input(), out, out);
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .appName("kasan")
            .terminal(terminal)
            .parser(new Parser())
            .completer(new Offers(verbs, () -> session))
            .option(LineReader.Option.GROUP, true)
            .option(LineReader.Option.AUTO_FRESH_LINE, true)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "%M> ")
            .variable(
                LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home"), ".gogo.history"));
    if (UserTerminal.hasColour(terminal)) {
      builder.highlighter(new Highlighter(session));
    }
    this.reader = builder.build();
    this.ends = new EndOfRuns(reader::printAbove);
    furnish(session);
    terminal.handle(Signal.INT, signal -> pressed());
  }

  /** Opens it on the user's terminal. */
  public static Prompt open(
      BundleContext context, CommandProcessor processor, VerbRegistry verbs, Tour tour)
      throws IOException {
    return new Prompt(context, processor, verbs, tour, UserTerminal.open());
  }

  /** Gives a session what our verbs and Gogo's commands look for in it. */
  private void furnish(CommandSession made) {
    made.put("SCOPE", VerbRegistry.SEARCH_PATH);
    made.put(Shell.VAR_TERMINAL, terminal);
    made.put(Shell.VAR_READER, reader);
    made.put(Shell.VAR_PROCESSOR, processor);
    made.put(Shell.VAR_SESSION, made);
    made.put(Shell.VAR_COMPLETIONS, new HashMap<>());
    made.put("#TERM", (Function) (s, arguments) -> terminal.getType());
    made.put("#COLUMNS", (Function) (s, arguments) -> terminal.getWidth());
    made.put("#LINES", (Function) (s, arguments) -> terminal.getHeight());
    made.put("#" + Media.TERMINAL, (Function) (s, arguments) -> UserTerminal.medium(terminal));
    made.put(InterruptKey.VARIABLE, key);
    made.put(BundleStart.NAME, new BundleStart(context));
    made.put("exit", (Function) (s, arguments) -> leaveIfNoRunGoesOn());
  }

  private @Nullable Object leaveIfNoRunGoesOn() {
    leaving = mayLeave();
    return null;
  }

  /**
   * Reads and runs lines until the user leaves.
   *
   * @param banner to begin with
   * @param first verb with its arguments, to begin with; empty for none
   */
  public void run(String banner, List<String> first) {
    int failures = 0;
    replies.text(banner);
    if (!first.isEmpty()) {
      String verb = first.get(0); // in quotes, alone, it would be a value
      execute(
          Stream.concat(Stream.of(verb), first.stream().skip(1).map(Prompt::quoted))
              .collect(Collectors.joining(" ")));
    }
    while (!leaving && failures < MOST_FAILURES) {
      try {
        String line = read(PROMPT);
        failures = 0;
        execute(line.isBlank() ? fromTour() : line);
      } catch (UserInterruptException e) {
        if (e.getPartialLine().isBlank() && !tour.command().isEmpty()) {
          replies.text(String.join("\n", tour.leave()));
        } // else a line that was begun and thrown away
      } catch (EndOfFileException e) {
        leaving = leaving || mayLeave();
      } catch (IOError | RuntimeException e) {
        // The key, pressed while the editor was opening or closing the terminal.
        failures++;
      }
    }
    save();
  }

  /** What an empty line stands for: on a tour the command of its step, which is typed here. */
  private String fromTour() {
    String command = tour.command();
    if (!command.isEmpty()) {
      replies.text(PROMPT + command);
    }
    return command;
  }

  /** A word as the shell's language takes it whatever is in it. */
  private static String quoted(String word) {
    return "'" + word.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private String read(String prompt) {
    try {
      return reader.readLine(prompt);
    } finally {
      Thread.interrupted(); // the editor is told of Ctrl-C so; what follows is not to hear of it
    }
  }

  private void execute(String line) {
    if (line.isEmpty()) {
      return;
    }
    CommandSession used = session;
    var work = new Foreground(used, key, () -> runLine(used, line));
    foreground = work;
    try {
      if (!work.runToItsEnd()) {
        String where = key.where();
        replies.failure(
            (where.isEmpty() ? "'" + line.strip() + "'" : where)
                + ": does not stop, and is left behind");
        renew(used);
      }
    } finally {
      foreground = null;
      ends.await(runs.now());
    }
  }

  private void runLine(CommandSession used, String line) {
    try {
      tour.run(used, line, replies);
    } catch (Exception | LinkageError e) {
      used.put(Shell.VAR_EXCEPTION, e);
      if (used == session) {
        replies.failure(LineFailure.words(used, line, e, verbs.names()));
      }
    }
  }

  /** Goes on without what was left behind in the old session. */
  private void renew(CommandSession old) {
    key = new InterruptKey();
    session = processor.createSession(terminal.input(), streams.out(), streams.err());
    session.currentDir(old.currentDir());
    furnish(session);
  }

  private void pressed() {
    Foreground work = foreground;
    if (work != null) {
      work.press();
    }
  }

  /** Asks where leaving would end runs. */
  private boolean mayLeave() {
    List<Run> going = runs.now();
    if (going.isEmpty()) {
      return true;
    }
    String names = String.join(", ", going.stream().map(Run::name).toList());
    try {
      String answer =
          read(names + (going.size() == 1 ? " goes on" : " go on") + "; leave and end it? (y/n) ");
      return answer.strip().toLowerCase(java.util.Locale.ROOT).startsWith("y");
    } catch (UserInterruptException e) {
      return false;
    } catch (EndOfFileException e) {
      return true; // there is nobody to answer
    }
  }

  /** Ends it from another thread. */
  public void leave() {
    leaving = true;
    try {
      terminal.close(); // whoever reads from it comes back
    } catch (IOException e) {
      // it is gone
    }
  }

  private void save() {
    try {
      reader.getHistory().save();
    } catch (IOException | RuntimeException e) {
      // a history that cannot be kept is no reason to fail
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
