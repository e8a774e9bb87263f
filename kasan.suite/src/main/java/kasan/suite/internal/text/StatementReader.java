// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kasan.lab.api.scheme.KasanMode;
import kasan.suite.internal.program.Condition;
import kasan.suite.internal.program.Expectation;
import kasan.suite.internal.program.Expression;
import kasan.suite.internal.program.Statement;
import kasan.suite.internal.program.Statement.Local;
import kasan.suite.internal.program.Verb;
import org.jspecify.annotations.Nullable;

/** Reads one line of a program. */
final class StatementReader {
  /** Modes of KASAN. */
  static final List<String> MODES = KasanMode.words();

  private static final Map<String, Verb> VERBS =
      Arrays.stream(Verb.values())
          .filter(verb -> verb != Verb.SET)
          .collect(Collectors.toUnmodifiableMap(Verb::word, verb -> verb));

  private final Where where;
  private final Names names;
  private final List<Expression> arguments = new ArrayList<>();
  private final List<String> named = new ArrayList<>();
  private final Set<String> options = new LinkedHashSet<>();
  private final List<Local> locals = new ArrayList<>();
  private @Nullable Condition condition;
  private List<String> words = List.of();
  private int at;

  StatementReader(Where where, Names names) {
    this.where = where;
    this.names = names;
  }

  /**
   * @param line without comment, not blank
   */
  Statement read(String line) {
    Set<String> modes = Set.of();
    String rest = line.strip();
    if (rest.startsWith("[")) {
      int end = rest.indexOf(']');
      if (end < 0) {
        throw where.expected("modes in brackets, such as [generic]", rest);
      }
      modes = modes(where, words(rest.substring(1, end)));
      rest = rest.substring(end + 1).strip();
    }
    String place = "";
    if (rest.startsWith("@")) {
      place = words(rest).get(0).substring(1);
      checkPlace(place);
      rest = rest.substring(place.length() + 1).strip();
    }
    int arrow = rest.indexOf("=>");
    Expectation expectation =
        arrow < 0 ? Expectation.CLEAN : expectation(rest.substring(arrow + 2).strip());
    String text = (arrow < 0 ? rest : rest.substring(0, arrow)).strip();
    words = words(text);
    String target = "";
    Verb verb;
    if (words.size() > 1 && words.get(1).equals("=")) {
      target = words.get(0);
      at = 2;
      verb = VERBS.get(word("a statement that gives a value, or an expression"));
      if (verb == null) {
        verb = Verb.SET;
      } else if (verb.givesValue()) {
        at++;
      } else {
        throw where.expected("a statement that gives a value", verb.word());
      }
    } else {
      verb = verb(word("a statement"));
      at++;
    }
    arguments(verb);
    if (at < words.size()) {
      throw where.expected("the end of the line after '" + verb.usage() + "'", words.get(at));
    }
    if (!target.isEmpty()) {
      names.give(where, target, verb);
      names.giveLocals(target, locals);
    }
    return new Statement(
        where.line(),
        text,
        modes,
        place,
        target,
        verb,
        arguments,
        named,
        options,
        locals,
        condition,
        expectation,
        List.of());
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
  }

  private String word(String what) {
    if (at >= words.size()) {
      throw where.missing(what);
    }
    return words.get(at);
  }

  private Verb verb(String word) {
    Verb verb = VERBS.get(word);
    if (verb == null) {
      throw where.unknown("statement", word, VERBS.keySet());
    }
    return verb;
  }

  static Set<String> modes(Where where, List<String> given) {
    for (String mode : given) {
      if (!MODES.contains(mode)) {
        throw where.unknown("mode", mode, MODES);
      }
    }
    return Set.copyOf(given);
  }

  private void checkPlace(String place) {
    if (!place.matches("[0-9]{1,3}")) {
      names.use(where, Names.Kind.TASK, place);
    }
  }

  private Expectation expectation(String text) {
    if (text.equals("clean")) {
      return Expectation.CLEAN;
    }
    if (!text.equals("found") && !text.startsWith("found ")) {
      throw where.expected("'clean', 'found' or 'found CLASS' after '=>'", text);
    }
    String classes = text.substring("found".length()).strip();
    if (classes.isEmpty()) {
      return new Expectation(true, List.of());
    }
    List<String> listed = Arrays.asList(classes.split("\\s*,\\s*", -1));
    for (String each : listed) {
      if (!BugClasses.ALL.contains(each)) {
        throw where.unknown("bug class", each, BugClasses.ALL);
      }
    }
    return new Expectation(true, listed);
  }

  private void arguments(Verb verb) {
    for (String argument : verb.arguments()) {
      String what = argument + " in '" + verb.usage() + "'";
      if (argument.equals("CONDITION")) {
        condition = condition();
      } else if (Verb.NAMED.contains(argument)) {
        named.add(name(argument, word(what)));
        at++;
      } else {
        arguments.add(expression(word(what)));
        at++;
      }
    }
    if (verb == Verb.ENTER) {
      locals();
    } else if (verb == Verb.END && at < words.size() && words.get(at).equals("until")) {
      at++;
      condition = condition();
    } else if (verb.takesOneMore() && at < words.size()) {
      oneMore(verb);
    }
    while (at < words.size() && verb.options().contains(words.get(at))) {
      options.add(words.get(at++));
    }
  }

  private void oneMore(Verb verb) {
    if (verb == Verb.SWAP) {
      named.add(words.get(at++));
    } else {
      arguments.add(expression(words.get(at++)));
    }
  }

  private String name(String argument, String word) {
    switch (argument) {
      case "CACHE" -> names.use(where, Names.Kind.CACHE, word);
      case "POOL" -> names.use(where, Names.Kind.POOL, word);
      case "TASK" -> names.use(where, Names.Kind.TASK, word);
      case "VARIABLE" -> names.use(where, Names.Kind.VALUE, word);
      default -> {
        // names of functions and schemes are not the program's
      }
    }
    return word;
  }

  private Expression expression(String word) {
    return ExpressionReader.read(where, names, word);
  }

  private void locals() {
    do {
      String word = word("NAME:SIZE in '" + Verb.ENTER.usage() + "'");
      int colon = word.indexOf(':');
      if (colon < 1) {
        throw where.expected("NAME:SIZE", word);
      }
      locals.add(new Local(word.substring(0, colon), expression(word.substring(colon + 1))));
      at++;
    } while (at < words.size());
  }

  private Condition condition() {
    String first = word("a condition, such as 'n >= 115' or 'same_block p q'");
    for (Condition.Test test : Condition.Test.values()) {
      if (!test.infix() && test.word().equals(first)) {
        at++;
        Expression left = operand();
        return new Condition(test, left, operand());
      }
    }
    Expression left = operand();
    String operator = word("==, !=, <, <=, > or >=");
    at++;
    for (Condition.Test test : Condition.Test.values()) {
      if (test.infix() && test.word().equals(operator)) {
        return new Condition(test, left, operand());
      }
    }
    throw where.expected("==, !=, <, <=, > or >=", operator);
  }

  private Expression operand() {
    Expression read = expression(word("a value to compare"));
    at++;
    return read;
  }
}
