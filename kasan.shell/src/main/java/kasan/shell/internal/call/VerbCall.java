// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Medium;
import kasan.api.report.Result;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.Words;
import org.apache.felix.service.command.CommandSession;

/**
 * One verb, to be called: its words are parsed, where the result goes is settled, it works, the
 * result is delivered. Ctrl-C interrupts it. What it throws becomes one line that names it.
 */
public final class VerbCall implements AutoCloseable {
  private static final String HELP = "--help";
  private static final String CHART = "--chart";
  private static final String STACK = "--stack";

  private final String name;
  private final String summary;
  private final String bundle;
  private final Verb verb;
  private final Reporters reporters;
  private final Runnable release;

  /**
   * @param bundle that the verb comes from
   * @param release gives the verb back
   */
  VerbCall(
      String name,
      String summary,
      String bundle,
      Verb verb,
      Reporters reporters,
      Runnable release) {
    this.name = name;
    this.summary = summary;
    this.bundle = bundle;
    this.verb = verb;
    this.reporters = reporters;
    this.release = release;
  }

  @Override
  public void close() {
    release.run();
  }

  /**
   * What the verb takes, with what every verb takes.
   *
   * @throws BadInputException when the verb cannot say so
   */
  public Synopsis synopsis() {
    return shared(ownSynopsis());
  }

  private Synopsis ownSynopsis() {
    try {
      return ForeignCalls.answer(code(), verb::synopsis);
    } catch (ForeignFailure e) {
      throw failure(e);
    }
  }

  private ForeignCode code() {
    return ForeignCode.of("verb '" + name + "'", verb);
  }

  private Synopsis shared(Synopsis own) {
    Synopsis all =
        own.option(
            "--format",
            "NAME",
            "a reporter: table, json, csv, ...; 'reporters' lists them",
            Words.from(reporters::names));
    if (!own.has("--out")) {
      all =
          all.option(
              "--out",
              "FILE",
              "write to a file; its ending chooses the format when none is given",
              Words.FILES);
    }
    if (!own.has(CHART)) {
      all =
          all.option(
              CHART,
              "NAME",
              "the one chart to write, with --out FILE.png or FILE.svg; the first when not given",
              Words.from(reporters::charts));
    }
    if (!own.has(Colour.OPTION)) {
      all =
          all.option(
              Colour.OPTION,
              "WHEN",
              "colours and bold text: auto (on a terminal, unless NO_COLOR is set), always, never",
              Words.of(Colour.words()));
    }
    return all.flag(STACK, "print the stack trace of a failure as well");
  }

  /** What a user reads who asks for help. */
  public String usage(Medium medium) {
    return synopsis().usage(name, summary, medium.width());
  }

  /**
   * Calls the verb.
   *
   * @param arguments as the command line or the shell's language gives them
   * @return an {@link Answer}, or text when help was asked for
   * @throws BadInputException for whatever goes wrong, in one line
   */
  public Object run(CommandSession session, List<?> arguments) throws Exception {
    List<String> words = arguments.stream().map(String::valueOf).toList();
    List<String> options =
        words.subList(0, words.contains("--") ? words.indexOf("--") : words.size());
    if (options.contains(HELP)) { // whatever else is wrong
      return usage(Media.of(session));
    }
    try {
      return answer(words, session);
    } catch (Throwable e) { // whatever it is, the shell lives on
      if (options.contains(STACK)) {
        e.printStackTrace(session.getConsole());
      }
      throw failure(e);
    }
  }

  @SuppressWarnings("try") // the key is heard until its block ends; closing twice does no harm
  private Answer answer(List<String> words, CommandSession session) throws Exception {
    Synopsis own = ownSynopsis();
    Arguments given = Arguments.parse(name, shared(own), words);
    Medium medium = Media.of(session);
    medium = own.has(Colour.OPTION) ? medium : Colour.of(given).on(medium);
    try (var surroundings = new CallSession(session)) {
      Delivery delivery =
          own.has("--out")
              ? Delivery.printed(given, reporters)
              : Delivery.of(given, reporters, surroundings.directory());
      Result result;
      try (var key = InterruptKey.of(session).listen(Failures.who(name, bundle))) {
        result = verb.run(given, surroundings);
      }
      if (result == null) {
        throw new BadInputException(Failures.who(name, bundle) + " returned no result");
      }
      surroundings.close();
      return delivery.answer(
          isForeign() ? CopiedResult.of(code(), result) : result,
          medium,
          CommandText.of(name, words));
    }
  }

  /** Whether it is of another bundle than the shell's. */
  private boolean isForeign() {
    return verb.getClass().getClassLoader() != VerbCall.class.getClassLoader();
  }

  private BadInputException failure(Throwable thrown) {
    return Failures.line(name, bundle, verb, thrown);
  }
}
