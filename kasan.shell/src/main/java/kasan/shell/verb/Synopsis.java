// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.util.ArrayList;
import java.util.List;

/**
 * What a verb takes: operands, options, flags, and notes for its help. Immutable; each method
 * returns a synopsis that has more.
 *
 * <p>{@code --help}, {@code --format}, {@code --out} and {@code --stack} are the shell's and need
 * not be told. A verb that has an option {@code --out} of its own writes that file itself.
 */
public final class Synopsis {
  /** Takes nothing. */
  public static final Synopsis EMPTY = new Synopsis(List.of(), List.of());

  private final List<Parameter> parameters;
  private final List<String> notes;

  private Synopsis(List<Parameter> parameters, List<String> notes) {
    this.parameters = List.copyOf(parameters);
    this.notes = List.copyOf(notes);
  }

  /** What a parameter looks like on the command line. */
  enum Kind {
    OPERAND,
    REQUIRED_OPERAND,
    REST,
    OPTION,
    REPEATED,
    FLAG
  }

  /**
   * One thing that can be given.
   *
   * @param name of an option, with its hyphens; empty for an operand
   * @param label of its value; empty for a flag
   * @param words that the prompt offers for its value
   */
  record Parameter(Kind kind, String name, String label, String description, Words words) {
    boolean isOperand() {
      return name.isEmpty();
    }

    boolean takesValue() {
      return kind != Kind.FLAG;
    }
  }

  /** Adds an operand that may be left out; the operands before it must be given then. */
  public Synopsis operand(String label, String description, Words words) {
    return with(Kind.OPERAND, "", label, description, words);
  }

  /** Adds an operand that must be given. */
  public Synopsis required(String label, String description, Words words) {
    return with(Kind.REQUIRED_OPERAND, "", label, description, words);
  }

  /** Adds an operand, the last one, that takes all that is left. */
  public Synopsis rest(String label, String description, Words words) {
    return with(Kind.REST, "", label, description, words);
  }

  /**
   * Adds an option that takes one value.
   *
   * @param name with its hyphens: {@code --arch}
   * @param label of the value: {@code NAME}
   */
  public Synopsis option(String name, String label, String description, Words words) {
    return with(Kind.OPTION, name, label, description, words);
  }

  /** Adds an option that may be given several times. */
  public Synopsis repeated(String name, String label, String description, Words words) {
    return with(Kind.REPEATED, name, label, description, words);
  }

  /** Adds an option without a value. */
  public Synopsis flag(String name, String description) {
    return with(Kind.FLAG, name, "", description, Words.NONE);
  }

  /** Adds a line below the options. */
  public Synopsis note(String line) {
    var more = new ArrayList<>(notes);
    more.add(line);
    return new Synopsis(parameters, more);
  }

  private Synopsis with(Kind kind, String name, String label, String description, Words words) {
    if (!name.isEmpty() && !name.matches("--[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException("an option looks like --name, not '" + name + "'");
    }
    if (!name.isEmpty() && has(name)) {
      throw new IllegalArgumentException("option " + name + " is there already");
    }
    var more = new ArrayList<>(parameters);
    more.add(new Parameter(kind, name, label, description, words));
    return new Synopsis(more, notes);
  }

  /** True if there is an option of this name. */
  public boolean has(String option) {
    return parameters.stream().anyMatch(parameter -> parameter.name().equals(option));
  }

  /** Names of all options, with their hyphens, in the order in which they were added. */
  public List<String> optionNames() {
    return parameters.stream().filter(p -> !p.isOperand()).map(Parameter::name).toList();
  }

  /** True if the option takes a value; false for flags and for options that are not there. */
  public boolean takesValue(String option) {
    return parameters.stream().anyMatch(p -> p.name().equals(option) && p.takesValue());
  }

  /** What is offered for the value of an option. */
  public Words wordsOf(String option) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(option))
        .findFirst()
        .map(Parameter::words)
        .orElse(Words.NONE);
  }

  /** What is offered for an operand, the first being 0. */
  public Words wordsOf(int operand) {
    List<Parameter> operands = parameters.stream().filter(Parameter::isOperand).toList();
    if (operand < operands.size()) {
      return operands.get(operand).words();
    }
    boolean rest = !operands.isEmpty() && operands.get(operands.size() - 1).kind() == Kind.REST;
    return rest ? operands.get(operands.size() - 1).words() : Words.NONE;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<String> notes() {
    return notes;
  }

  /**
   * What a user reads who asks for help.
   *
   * @param width of the lines, in characters
   */
  public String usage(String verb, String summary, int width) {
    return Picocli.usage(verb, summary, this, width);
  }
}
