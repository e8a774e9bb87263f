// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Medium;
import kasan.api.report.Result;
import kasan.shell.internal.call.VerbCall;
import kasan.shell.internal.call.VerbRegistry;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the verbs, or tells what one takes. The framework's own help is {@code felix:help}. */
@Component
@VerbInfo(name = "help", summary = "List the verbs, or print what one takes: help VERB")
public final class HelpVerb implements Verb {
  private static final List<String> USAGE =
      List.of(
          "usage: kasan              the interactive shell",
          "       kasan VERB ...     one verb; status 0: done, 1: the answer is no, 2: bad request",
          "       kasan < FILE       a line of FILE is a command of the shell",
          "       kasan --web        the shell, and the runs on a live page beside it",
          "",
          "verbs, 'help VERB' tells more:");

  private final VerbRegistry registry;

  /** For Declarative Services. */
  @Activate
  public HelpVerb(@Reference VerbRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY.operand(
        "VERB",
        "whose options to tell; all verbs are listed when not given",
        Words.from(() -> registry.names()));
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    String verb = given.operand(0);
    if (verb.isEmpty()) {
      return list(registry.summaries());
    }
    try (VerbCall call = registry.call(verb)) {
      return new Lines(
          "help", Map.of("verb", verb), call.usage(Medium.FILE).stripTrailing().lines().toList());
    }
  }

  private static Result list(Map<String, String> summaries) {
    var lines = new ArrayList<>(USAGE);
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    summaries.forEach(
        (verb, summary) -> {
          lines.add(String.format("  %-12s %s", verb, summary).stripTrailing());
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          row.put("verb", verb);
          row.put("summary", summary);
          rows.add(row);
        });
    return new Lines("help", Map.of("rows", rows), lines);
  }
}
