// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import kasan.lab.api.wall.OneLine;
import kasan.shell.internal.call.VerbCall;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Words;
import org.apache.felix.gogo.runtime.CommandSessionImpl;
import org.apache.felix.service.command.CommandSession;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * What Tab offers: our verbs first, and behind a verb what its synopsis says. Completion of the
 * library that parses would know options and fixed words only, not those that depend on what is
 * typed.
 */
final class Offers implements Completer {
  private static final long MOST_SECONDS = 2;
  private static final int MOST_WORDS = 10_000;

  private final VerbRegistry verbs;
  private final Supplier<CommandSession> session;
  private final ExecutorService asking =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "kasan completion");
            thread.setDaemon(true);
            return thread;
          });

  Offers(VerbRegistry verbs, Supplier<CommandSession> session) {
    this.verbs = verbs;
    this.session = session;
  }

  @Override
  public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
    String word = line.word().substring(0, Math.min(line.wordCursor(), line.word().length()));
    if (line.wordIndex() == 0) {
      commands(word, candidates);
      return;
    }
    List<String> before = line.words().subList(0, line.wordIndex());
    String verb = before.get(0).substring(before.get(0).indexOf(':') + 1);
    Path directory = session.get().currentDir();
    if (!verbs.names().contains(verb)) {
      add(Words.FILES.offered(word, directory), candidates);
      return;
    }
    add(soon(() -> words(verb, before, word, directory)), candidates);
  }

  private void commands(String word, List<Candidate> candidates) {
    SortedMap<String, String> summaries = verbs.summaries();
    String name = word.substring(word.indexOf(':') + 1);
    summaries.forEach((verb, summary) -> candidates.add(candidate(verb, summary)));
    if (!word.isEmpty() && summaries.keySet().stream().noneMatch(v -> v.startsWith(name))) {
      for (String other : others()) {
        candidates.add(candidate(other, ""));
      }
    }
  }

  private static Candidate candidate(String word, String description) {
    return new Candidate(
        word, word, null, description.isEmpty() ? null : description, null, null, true);
  }

  /** Commands of the framework and of the console. */
  private Collection<String> others() {
    var others = new TreeSet<String>();
    if (session.get().get(CommandSessionImpl.COMMANDS) instanceof Collection<?> commands) {
      for (Object command : commands) {
        String name = command.toString();
        others.add(name.substring(name.indexOf(':') + 1));
      }
    }
    return others;
  }

  private List<String> words(String verb, List<String> before, String word, Path directory) {
    try (VerbCall call = verbs.call(verb)) {
      return sound(offered(call.synopsis(), before, word, directory));
    }
  }

  /**
   * What may stand at a place.
   *
   * @param before the words before it, the verb first
   * @param word what is typed of it
   */
  static List<String> offered(Synopsis synopsis, List<String> before, String word, Path directory) {
    String last = before.get(before.size() - 1);
    boolean optionsEnd = before.contains("--");
    if (!optionsEnd && before.size() > 1 && synopsis.takesValue(last)) {
      return synopsis.wordsOf(last).offered(word, directory);
    }
    if (!optionsEnd && word.startsWith("-")) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        var options = new ArrayList<String>(synopsis.optionNames());
        options.add("--help");
        return options;
      }
      return synopsis
          .wordsOf(word.substring(0, equals))
          .offered(word.substring(equals + 1), directory)
          .stream()
          .map(value -> word.substring(0, equals + 1) + value)
          .toList();
    }
    return synopsis.wordsOf(operands(synopsis, before)).offered(word, directory);
  }

  /** Words that can be typed; anybody's verb may offer anything. */
  private static List<String> sound(List<String> words) {
    var sound = new ArrayList<String>();
    for (Object word : words) {
      if (sound.size() == MOST_WORDS) {
        break;
      }
      if (word instanceof String text && text.equals(OneLine.of(text))) {
        sound.add(text);
      }
    }
    return sound;
  }

  /** How many operands stand before. */
  private static int operands(Synopsis synopsis, List<String> before) {
    int operands = 0;
    boolean optionsEnd = false;
    for (int i = 1; i < before.size(); i++) {
      String each = before.get(i);
      if (optionsEnd || !each.startsWith("--")) {
        operands++;
      } else if (each.equals("--")) {
        optionsEnd = true;
      } else if (!each.contains("=") && synopsis.takesValue(each)) {
        i++;
      }
    }
    return operands;
  }

  /** Asks a verb, which may be anybody's, and does not wait long. */
  private List<String> soon(Callable<List<String>> question) {
    Future<List<String>> answer = asking.submit(question);
    try {
      return answer.get(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      return List.of(); // a verb that fails or hangs offers nothing
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private static void add(List<String> words, List<Candidate> candidates) {
    for (String word : words) {
      boolean complete =
          !word.endsWith("/") && !word.endsWith("=") && !word.endsWith(".") && !word.endsWith(":");
      candidates.add(new Candidate(word, word, null, null, null, null, complete));
    }
  }
}
