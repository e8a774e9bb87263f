// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.shell.verb.Synopsis.Kind;
import kasan.shell.verb.Synopsis.Parameter;
import org.jspecify.annotations.Nullable;

/** What a user gave a verb: arguments that fit its {@link Synopsis}. */
public final class Arguments {
  private final String verb;
  private final List<Parameter> operands;
  private final Values values;

  /**
   * What was given.
   *
   * @param flags options without a value
   * @param options by name, each with its values
   * @param operands by place, each with its values
   */
  record Values(
      Set<String> flags, Map<String, List<String>> options, List<List<String>> operands) {}

  private Arguments(String verb, List<Parameter> operands, Values values) {
    this.verb = verb;
    this.operands = operands;
    this.values = values;
  }

  /**
   * Parses words as the command line gives them.
   *
   * @param verb its name, for messages
   * @throws BadInputException in one line, when they do not fit
   */
  public static Arguments parse(String verb, Synopsis synopsis, List<String> words) {
    List<Parameter> operands = synopsis.parameters().stream().filter(Parameter::isOperand).toList();
    Values plain = plain(operands, words);
    return new Arguments(
        verb, operands, plain != null ? plain : Picocli.parse(verb, synopsis, words));
  }

  /**
   * Operands alone need no library, which takes as long to load as a tenth of a short verb.
   *
   * @return null where there is anything else, or where they do not fit
   */
  private static @Nullable Values plain(List<Parameter> operands, List<String> words) {
    for (String word : words) {
      if (word.isEmpty() || word.startsWith("-") || word.startsWith("@")) {
        return null;
      }
    }
    var given = new ArrayList<List<String>>();
    int next = 0;
    for (Parameter operand : operands) {
      int end = operand.kind() == Kind.REST ? words.size() : Math.min(next + 1, words.size());
      if (next == end && operand.kind() == Kind.REQUIRED_OPERAND) {
        return null;
      }
      given.add(List.copyOf(words.subList(next, end)));
      next = end;
    }
    return next < words.size() ? null : new Values(Set.of(), Map.of(), given);
  }

  /** Name of the verb, for messages. */
  public String verb() {
    return verb;
  }

  /** True if an option without a value was given. */
  public boolean flag(String name) {
    return values.flags().contains(name);
  }

  /** Value of an option; empty when it was not given. */
  public String option(String name) {
    return option(name, "");
  }

  /** Value of an option, or another when it was not given. */
  public String option(String name, String otherwise) {
    List<String> given = values.options().getOrDefault(name, List.of());
    return given.isEmpty() || given.get(0).isEmpty() ? otherwise : given.get(0);
  }

  /** Values of a repeated option. */
  public List<String> repeated(String name) {
    return values.options().getOrDefault(name, List.of());
  }

  /** Values of a repeated option, each of which may hold several between commas. */
  public List<String> list(String name) {
    var all = new ArrayList<String>();
    for (String values : repeated(name)) {
      for (String value : values.split(",", -1)) {
        all.add(value.strip());
      }
    }
    return all;
  }

  /**
   * A whole number.
   *
   * @param otherwise when the option was not given
   * @param least the smallest that is permitted
   * @param most the largest; {@link Long#MAX_VALUE} for no bound
   * @throws BadInputException when it is none, or out of its range
   */
  public long number(String option, long otherwise, long least, long most) {
    String word = option(option);
    return word.isEmpty() ? otherwise : number(option, word, least, most);
  }

  /**
   * An operand that is a whole number and must be given.
   *
   * @param operand its place, the first being 0
   * @throws BadInputException when it is none, or out of its range
   */
  public long number(int operand, long least, long most) {
    return number(operands.get(operand).label(), operand(operand), least, most);
  }

  private long number(String what, String word, long least, long most) {
    try {
      long number = Long.parseLong(word);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadInputException(
        verb
            + ": "
            + what
            + " takes a whole number from "
            + least
            + (most == Long.MAX_VALUE ? " on" : " to " + most)
            + ", not '"
            + word
            + "'");
  }

  /** An operand by its place, the first being 0; empty when it was not given. */
  public String operand(int index) {
    List<String> given = rest(index);
    return given.isEmpty() ? "" : given.get(0);
  }

  /** What the operand that takes the rest took. */
  public List<String> rest(int index) {
    return index < values.operands().size() ? values.operands().get(index) : List.of();
  }
}
