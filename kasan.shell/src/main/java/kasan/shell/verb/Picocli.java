// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import kasan.api.BadInputException;
import kasan.shell.verb.Arguments.Values;
import kasan.shell.verb.Synopsis.Parameter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Synopses in the words of the library that parses and prints them. It keeps state: one a call. */
final class Picocli {
  /** The shell's own, whatever else is there. */
  private static final String HELP = "--help";

  private Picocli() {}

  static String usage(String verb, String summary, Synopsis synopsis, int width) {
    CommandSpec spec = spec(verb, synopsis);
    spec.usageMessage().header(escaped(summary)).width(Math.max(width, 55));
    spec.usageMessage()
        .footer(synopsis.notes().stream().map(Picocli::escaped).toArray(String[]::new));
    return new CommandLine(spec).getUsageMessage(Ansi.OFF);
  }

  private static CommandSpec spec(String verb, Synopsis synopsis) {
    CommandSpec spec = CommandSpec.create().name(verb);
    spec.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    spec.parser().collectErrors(false).posixClusteredShortOptionsAllowed(false);
    spec.parser().trimQuotes(false);
    spec.addOption(
        OptionSpec.builder(HELP)
            .type(boolean.class)
            .usageHelp(true) // whatever else is missing
            .description("print this")
            .build());
    int operands = 0;
    for (Parameter parameter : synopsis.parameters()) {
      if (parameter.isOperand()) {
        spec.addPositional(operand(parameter, operands++));
      } else {
        spec.addOption(option(parameter));
      }
    }
    return spec;
  }

  private static OptionSpec option(Parameter parameter) {
    OptionSpec.Builder builder =
        OptionSpec.builder(parameter.name()).description(escaped(parameter.description()));
    return switch (parameter.kind()) {
      case FLAG -> builder.type(boolean.class).build();
      case REPEATED ->
          builder
              .type(List.class)
              .auxiliaryTypes(String.class)
              .paramLabel(parameter.label())
              .build();
      default -> builder.type(String.class).paramLabel(parameter.label()).build();
    };
  }

  private static PositionalParamSpec operand(Parameter parameter, int index) {
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(parameter.label())
            .description(escaped(parameter.description()));
    return switch (parameter.kind()) {
      case REST ->
          builder
              .index(index + "..*")
              .arity("0..*")
              .type(List.class)
              .auxiliaryTypes(String.class)
              .build();
      case REQUIRED_OPERAND ->
          builder
              .index(Integer.toString(index))
              .arity("1")
              .required(true)
              .type(String.class)
              .build();
      default -> builder.index(Integer.toString(index)).arity("0..1").type(String.class).build();
    };
  }

  /** The library formats what it prints, so a percent sign stands twice. */
  private static String escaped(String text) {
    return text.replace("%", "%%");
  }

  static Values parse(String verb, Synopsis synopsis, List<String> words) {
    try {
      return values(
          synopsis, new CommandLine(spec(verb, synopsis)).parseArgs(words.toArray(new String[0])));
    } catch (UnmatchedArgumentException e) {
      throw unmatched(verb, synopsis, e.getUnmatched().get(0));
    } catch (MissingParameterException e) {
      throw new BadInputException(
          verb + " needs " + e.getMissing().get(0).paramLabel() + missingWhere(e));
    } catch (OverwrittenOptionException e) {
      throw new BadInputException(
          verb + ": " + ((OptionSpec) e.getOverwritten()).longestName() + " given twice");
    } catch (ParameterException e) {
      throw new BadInputException(verb + ": " + e.getMessage(), e);
    }
  }

  private static Values values(Synopsis synopsis, ParseResult parsed) {
    var flags = new HashSet<String>();
    var options = new HashMap<String, List<String>>();
    var operands = new ArrayList<List<String>>();
    for (Parameter parameter : synopsis.parameters()) {
      if (parameter.isOperand()) {
        operands.add(strings(parsed.matchedPositionalValue(operands.size(), null)));
      } else if (parsed.hasMatchedOption(parameter.name())) {
        flags.add(parameter.name());
        options.put(parameter.name(), strings(parsed.matchedOptionValue(parameter.name(), null)));
      }
    }
    return new Values(flags, options, operands);
  }

  private static List<String> strings(@Nullable Object value) {
    if (value == null) {
      return List.of();
    }
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(value.toString());
  }

  private static String missingWhere(MissingParameterException e) {
    return e.getMissing().get(0) instanceof OptionSpec option
        ? " after " + option.longestName()
        : "";
  }

  private static BadInputException unmatched(String verb, Synopsis synopsis, String word) {
    if (word.startsWith("-") && word.length() > 1) {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      var known = new ArrayList<>(synopsis.optionNames());
      known.add(HELP);
      return BadInputException.unknownName("option of " + verb, name, known);
    }
    List<String> operands =
        synopsis.parameters().stream().filter(Parameter::isOperand).map(Parameter::label).toList();
    return new BadInputException(
        switch (operands.size()) {
          case 0 -> verb + " takes options only, not '" + word + "'";
          case 1 -> verb + " takes one " + operands.get(0) + ", not also '" + word + "'";
          default ->
              verb + " takes " + String.join(" and ", operands) + ", not also '" + word + "'";
        });
  }
}
