// SPDX-License-Identifier: Apache-2.0
package kasan.api.option;

import java.util.List;
import java.util.Objects;
import kasan.api.BadInputException;

/**
 * One option that can be set: its name, what it means, which values it takes and which it has when
 * nobody sets it.
 *
 * @param name as in {@code --set page.NAME=...}: lower case letters, digits, hyphens
 * @param title what it does, in one line
 * @param choices the permitted words; empty for a whole number
 * @param minimum least number allowed, when {@code choices} is empty
 * @param maximum greatest number allowed, when {@code choices} is empty
 * @param defaultValue the value it has when it is not set
 */
public record OptionSpec(
    String name,
    String title,
    List<String> choices,
    long minimum,
    long maximum,
    String defaultValue) {

  /** Checks the declaration itself: a default that is not permitted is the author's mistake. */
  public OptionSpec {
    Objects.requireNonNull(title);
    choices = List.copyOf(choices);
    if (!name.matches("[a-z0-9][a-z0-9-]*")) {
      throw new IllegalArgumentException("option name: " + name);
    }
    if (!permits(choices, minimum, maximum, defaultValue)) {
      throw new IllegalArgumentException("default of option " + name + ": " + defaultValue);
    }
  }

  /** An option that takes one of some words; the first is the default. */
  public static OptionSpec choice(String name, String title, String... choices) {
    return new OptionSpec(name, title, List.of(choices), 0, 0, choices[0]);
  }

  /** An option that is on or off. */
  public static OptionSpec onOff(String name, String title, boolean on) {
    return new OptionSpec(name, title, List.of("on", "off"), 0, 0, on ? "on" : "off");
  }

  /** An option that takes a whole number from {@code minimum} to {@code maximum}. */
  public static OptionSpec number(
      String name, String title, long minimum, long maximum, long defaultValue) {
    return new OptionSpec(name, title, List.of(), minimum, maximum, Long.toString(defaultValue));
  }

  /** The permitted values in words, for messages and listings: {@code on|off}, {@code 1..64}. */
  public String range() {
    return choices.isEmpty() ? minimum + ".." + maximum : String.join("|", choices);
  }

  /**
   * @param owner whose option it is, for the message; empty for the kernel
   * @param value what the user gave
   * @return {@code value}
   * @throws BadInputException when it is not permitted
   */
  public String check(String owner, String value) {
    if (!permits(choices, minimum, maximum, value)) {
      throw new BadInputException(
          "option "
              + (owner.isEmpty() ? "" : owner + ".")
              + name
              + " takes "
              + range()
              + ", not '"
              + value
              + "'");
    }
    return value;
  }

  private static boolean permits(List<String> choices, long min, long max, String value) {
    if (!choices.isEmpty()) {
      return choices.contains(value);
    }
    try {
      long number = Long.parseLong(value);
      return number >= min && number <= max;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
