// SPDX-License-Identifier: Apache-2.0
package kasan.api.option;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.BadInputException;

/** Checked values of the options that somebody declared; every declared option has a value. */
public final class Options {
  /** No option declared, none set. */
  public static final Options NONE = new Options(new TreeMap<>());

  private final SortedMap<String, String> values;

  private Options(SortedMap<String, String> values) {
    this.values = values;
  }

  /**
   * @param owner whose options they are, for messages; empty for the kernel
   * @param specs what is declared
   * @param given what the user set
   * @throws BadInputException for a name that is not declared or a value that is not permitted
   */
  public static Options of(String owner, List<OptionSpec> specs, Map<String, String> given) {
    var values = new TreeMap<String, String>();
    for (OptionSpec spec : specs) {
      values.put(spec.name(), spec.defaultValue());
    }
    for (OptionSpec spec : specs) {
      String value = given.get(spec.name());
      if (value != null) {
        values.put(spec.name(), spec.check(owner, value));
      }
    }
    for (String name : new TreeMap<>(given).keySet()) {
      if (!values.containsKey(name)) {
        String whose = owner.isEmpty() ? "the kernel" : "'" + owner + "'";
        throw new BadInputException(
            values.isEmpty()
                ? whose + " has no options, so not '" + name + "'"
                : whose + " has no option '" + name + "'; it has " + values.keySet());
      }
    }
    return new Options(values);
  }

  /** The value of a declared option, as a word. */
  public String word(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("option not declared: " + name);
    }
    return value;
  }

  /** The value of a declared on/off option. */
  public boolean on(String name) {
    return word(name).equals("on");
  }

  /** The value of a declared number option. */
  public long number(String name) {
    return Long.parseLong(word(name));
  }

  /** All values by name, sorted; for results. */
  public Map<String, String> asMap() {
    return new TreeMap<>(values);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
