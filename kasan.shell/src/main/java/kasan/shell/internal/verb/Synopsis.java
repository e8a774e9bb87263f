// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What a verb takes: options, operands, and how it describes itself. Made anew for each call, since
 * the parser beneath keeps state.
 */
final class Synopsis {
  private static final int WIDTH = 100;

  private final CommandSpec spec;
  private final List<String> footer = new ArrayList<>();
  private int operands;

  /**
   * @param verb its name
   * @param summary what it does, a sentence without full stop
   */
  Synopsis(String verb, String summary) {
    spec = CommandSpec.create().name(verb);
    spec.usageMessage().width(WIDTH).header(summary).sortOptions(false);
    spec.usageMessage().abbreviateSynopsis(true);
    spec.parser().collectErrors(false).posixClusteredShortOptionsAllowed(false);
    spec.addOption(
        OptionSpec.builder("--help")
            .type(boolean.class)
            .usageHelp(true) // whatever else is missing
            .description("print this")
            .build());
  }

  /** Name of the verb. */
  String verb() {
    return spec.name();
  }

  /** Adds an option that takes one value. */
  Synopsis option(String name, String label, String... description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** Adds an option that may be given several times. */
  Synopsis repeated(String name, String label, String... description) {
    spec.addOption(
        OptionSpec.builder(name)
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** Adds an option without a value. */
  Synopsis flag(String name, String description) {
    spec.addOption(OptionSpec.builder(name).type(boolean.class).description(description).build());
    return this;
  }

  /** Adds an operand. */
  Synopsis operand(String label, boolean required, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(Integer.toString(operands++))
            .arity(required ? "1" : "0..1")
            .required(required)
            .type(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** Adds an operand that takes all that is left. */
  Synopsis rest(String label, String description) {
    spec.addPositional(
        PositionalParamSpec.builder()
            .index(operands++ + "..*")
            .arity("0..*")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .paramLabel(label)
            .description(description)
            .build());
    return this;
  }

  /** Adds options for where the result goes. */
  Synopsis delivered() {
    option("--format", "NAME", "a reporter: table, json, csv, ...; 'reporters' lists them");
    option("--out", "FILE", "write to a file; its ending chooses the format when none is given");
    return this;
  }

  /** Adds a line below the options. */
  Synopsis note(String line) {
    footer.add(line);
    return this;
  }

  /** Names of the options, for completion. */
  List<String> optionNames() {
    var names = new ArrayList<String>();
    for (OptionSpec option : spec.options()) {
      names.add(option.longestName());
    }
    return names;
  }

  /** What a user reads who asks for help. */
  String usage() {
    spec.usageMessage().footer(footer.toArray(new String[0]));
    return new CommandLine(spec).getUsageMessage(Ansi.OFF);
  }

  /**
   * @param arguments as Gogo or the command line gives them
   * @throws BadInputException in one line, when they do not fit
   */
  Given parse(List<?> arguments) {
    String[] words = new String[arguments.size()];
    for (int i = 0; i < words.length; i++) {
      words[i] = String.valueOf(arguments.get(i));
    }
    // Help is given whatever else is wrong.
    for (int i = 0; i < words.length && !words[i].equals("--"); i++) {
      if (words[i].equals("--help")) {
        return new Given(this, new CommandLine(spec).parseArgs("--help"));
      }
    }
    try {
      return new Given(this, new CommandLine(spec).parseArgs(words));
    } catch (UnmatchedArgumentException e) {
      throw unmatched(e.getUnmatched().get(0));
    } catch (MissingParameterException e) {
      throw new BadInputException(
          spec.name() + " needs " + e.getMissing().get(0).paramLabel() + missingWhere(e));
    } catch (OverwrittenOptionException e) {
      throw new BadInputException(
          spec.name() + ": " + ((OptionSpec) e.getOverwritten()).longestName() + " given twice");
    } catch (ParameterException e) {
      throw new BadInputException(spec.name() + ": " + e.getMessage(), e);
    }
  }

  private static String missingWhere(MissingParameterException e) {
    return e.getMissing().get(0) instanceof OptionSpec option
        ? " after " + option.longestName()
        : "";
  }

  private BadInputException unmatched(String word) {
    if (word.startsWith("-") && word.length() > 1) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      return BadInputException.unknownName("option of " + spec.name(), name, optionNames());
    }
    return new BadInputException(
        operands == 0
            ? spec.name() + " takes options only, not '" + word + "'"
            : spec.name() + " takes one " + operandLabel() + ", not also '" + word + "'");
  }

  private String operandLabel() {
    return spec.positionalParameters().get(0).paramLabel();
  }

  /** Arguments that fit. */
  static final class Given {
    private final Synopsis synopsis;
    private final CommandLine.ParseResult parsed;

    private Given(Synopsis synopsis, CommandLine.ParseResult parsed) {
      this.synopsis = synopsis;
      this.parsed = parsed;
    }

    /** Whether help was asked for, and nothing else is to be done. */
    boolean help() {
      return flag("--help");
    }

    /** The help text. */
    String usage() {
      return synopsis.usage();
    }

    boolean flag(String name) {
      return parsed.hasMatchedOption(name);
    }

    /** Value of an option; empty when it was not given. */
    String option(String name) {
      String value = parsed.matchedOptionValue(name, "");
      return value;
    }

    /** Values of a repeated option. */
    List<String> repeated(String name) {
      List<String> values = parsed.matchedOptionValue(name, List.of());
      return List.copyOf(values);
    }

    /** Values of a repeated option, each of which may hold several between commas. */
    List<String> list(String name) {
      var all = new ArrayList<String>();
      for (String values : repeated(name)) {
        for (String value : values.split(",", -1)) {
          all.add(value.strip());
        }
      }
      return all;
    }

    /** An operand by its place; empty when it was not given. */
    String operand(int index) {
      String value = parsed.matchedPositionalValue(index, "");
      return value;
    }

    /** What the last operand took. */
    List<String> rest(int index) {
      List<String> values = parsed.matchedPositionalValue(index, List.of());
      return List.copyOf(values);
    }
  }
}
