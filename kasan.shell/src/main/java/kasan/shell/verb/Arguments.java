// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import picocli.CommandLine.ParseResult;

/** What a user gave a verb: arguments that fit its {@link Synopsis}. */
public final class Arguments {
  private final String verb;
  private final ParseResult parsed;

  private Arguments(String verb, ParseResult parsed) {
    this.verb = verb;
    this.parsed = parsed;
  }

  /**
   * Parses words as the command line gives them.
   *
   * @param verb its name, for messages
   * @throws BadInputException in one line, when they do not fit
   */
  public static Arguments parse(String verb, Synopsis synopsis, List<String> words) {
    return new Arguments(verb, Picocli.parse(verb, synopsis, words));
  }

  /** Name of the verb, for messages. */
  public String verb() {
    return verb;
  }

  /** True if an option without a value was given. */
  public boolean flag(String name) {
    return parsed.hasMatchedOption(name);
  }

  /** Value of an option; empty when it was not given. */
  public String option(String name) {
    return option(name, "");
  }

  /** Value of an option, or another when it was not given. */
  public String option(String name, String otherwise) {
    String value = parsed.matchedOptionValue(name, "");
    return value.isEmpty() ? otherwise : value;
  }

  /** Values of a repeated option. */
  public List<String> repeated(String name) {
    List<String> values = parsed.matchedOptionValue(name, List.of());
    return List.copyOf(values);
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
    String label = parsed.commandSpec().positionalParameters().get(operand).paramLabel();
    return number(label, operand(operand), least, most);
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
    String value = parsed.matchedPositionalValue(index, "");
    return value;
  }

  /** What the operand that takes the rest took. */
  public List<String> rest(int index) {
    List<String> values = parsed.matchedPositionalValue(index, List.of());
    return List.copyOf(values);
  }
}
