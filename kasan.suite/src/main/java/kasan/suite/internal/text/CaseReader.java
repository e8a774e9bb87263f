// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.program.Need;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Verb;

/**
 * Reads cases from text: head lines ({@code case}, {@code family}, {@code title}, {@code modes},
 * {@code needs}, {@code boot}), then statements, a line each. What follows {@code #} is a comment.
 * A file may hold several cases; one without a {@code case} line is a case named after its file.
 */
public final class CaseReader {
  private static final List<String> HEAD =
      List.of("case", "family", "title", "modes", "needs", "boot");

  /** Longer programs are no cases; a file that is not text ends here. */
  private static final int LONGEST_LINE = 1000;

  private final String file;
  private final String family;
  private final List<Case> cases = new ArrayList<>();
  private final Deque<List<Statement>> open = new ArrayDeque<>();
  private final Deque<Statement> repeats = new ArrayDeque<>();
  private Head head;
  private Names names = new Names();
  private boolean named;

  private CaseReader(String file, String family, String name) {
    this.file = file;
    this.family = family;
    this.head = new Head(name, family);
    open.push(new ArrayList<>());
  }

  /**
   * Reads all cases of a file.
   *
   * @param file as messages are to name it
   * @param family that its cases have unless they say otherwise
   * @param name of a case that does not name itself
   * @throws kasan.api.BadInputException naming file and line, and what was expected
   */
  public static List<Case> read(String file, String family, String name, String text) {
    var reader = new CaseReader(file, family, name);
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      reader.line(new Where(file, i + 1), lines[i]);
    }
    reader.finish(new Where(file, lines.length));
    return reader.cases;
  }

  private void line(Where where, String raw) {
    if (raw.length() > LONGEST_LINE) {
      throw where.expected(
          "a line of at most " + LONGEST_LINE + " letters", raw.substring(0, 20) + "...");
    }
    int comment = raw.indexOf('#');
    String line = (comment < 0 ? raw : raw.substring(0, comment)).strip();
    if (line.isEmpty()) {
      return;
    }
    String first = line.split("\\s+", 2)[0];
    if (HEAD.contains(first) && !line.startsWith(first + " =")) {
      head(where, first, line.substring(first.length()).strip());
    } else {
      statement(where, line);
    }
  }

  private void head(Where where, String key, String value) {
    if (value.isEmpty()) {
      throw where.missing("what the " + key + " is");
    }
    if (key.equals("case")) {
      if (named || !statements().isEmpty()) {
        finish(where);
      }
      named = true;
      head = new Head(oneWord(where, value), family);
      return;
    }
    if (!statements().isEmpty()) {
      throw where.expected("'" + key + "' before the first statement of a case", key);
    }
    switch (key) {
      case "family" -> head.family = oneWord(where, value);
      case "title" -> head.title = value;
      case "modes" ->
          head.modes = StatementReader.modes(where, Arrays.asList(value.split("\\s+", -1)));
      case "boot" -> head.boot = oneWord(where, value);
      default -> head.needs = needs(where, value);
    }
  }

  private static String oneWord(Where where, String value) {
    if (!value.matches("[A-Za-z0-9_.-]+")) {
      throw where.expected("one word of letters, digits, '_', '-' and '.'", value);
    }
    return value;
  }

  private static List<Need> needs(Where where, String value) {
    List<Need> needs = new ArrayList<>();
    for (String word : value.split("\\s+", -1)) {
      Need found = null;
      for (Need need : Need.values()) {
        found = need.word().equals(word) ? need : found;
      }
      if (found == null) {
        List<String> known = Arrays.stream(Need.values()).map(Need::word).toList();
        throw where.unknown("need", word, known);
      }
      needs.add(found);
    }
    return needs;
  }

  private List<Statement> statements() {
    return open.element();
  }

  private void statement(Where where, String line) {
    Statement statement = new StatementReader(where, names).read(line);
    if (statement.verb() == Verb.REPEAT) {
      repeats.push(statement);
      open.push(new ArrayList<>());
    } else if (statement.verb() == Verb.END) {
      if (repeats.isEmpty()) {
        throw where.expected("'end' after a 'repeat'", line);
      }
      Statement whole = whole(repeats.pop(), statement, open.pop());
      statements().add(whole);
    } else {
      statements().add(statement);
    }
  }

  private static Statement whole(Statement repeat, Statement end, List<Statement> body) {
    return new Statement(
        repeat.line(),
        repeat.text(),
        repeat.modes(),
        repeat.place(),
        repeat.target(),
        repeat.verb(),
        repeat.arguments(),
        repeat.names(),
        repeat.options(),
        repeat.variables(),
        end.condition(),
        repeat.expectation(),
        body);
  }

  private void finish(Where where) {
    if (!repeats.isEmpty()) {
      throw where.expected("'end' of the repeat in line " + repeats.element().line(), "the end");
    }
    if (statements().isEmpty()) {
      throw where.expected("statements of case " + head.name, "the end");
    }
    cases.add(
        new Case(
            head.name,
            file,
            head.family,
            head.title,
            head.modes,
            head.needs,
            head.boot,
            open.pop()));
    open.push(new ArrayList<>());
    names = new Names();
  }

  /** What the head lines of a case have said so far. */
  private static final class Head {
    final String name;
    String family;
    String title = "";
    String boot = "";
    Set<String> modes = Set.of();
    List<Need> needs = List.of();

    Head(String name, String family) {
      this.name = name;
      this.family = family;
    }
  }
}
