// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.tour;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.api.report.Section;
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

/** Shows a student around. */
@Component
@VerbInfo(name = "tour", summary = "See a bug found in eight steps, at the prompt")
public final class TourVerb implements Verb {
  private static final String NEXT = "next";
  private static final String LEAVE = "leave";
  private static final String RESTART = "restart";
  private static final List<String> WORDS = List.of(NEXT, LEAVE, RESTART);

  private final Tour tour;

  /** For Declarative Services. */
  @Activate
  public TourVerb(@Reference Tour tour) {
    this.tour = tour;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .operand(
            "WHAT",
            "next: has the command of the step typed; leave; restart; begins or goes on, and tells"
                + " the step, when not given",
            Words.of(WORDS.toArray(String[]::new)))
        .note(
            "A step is done when you have run its verb, with any arguments. An empty line has the"
                + " command typed. On the command line it opens the shell; without a terminal it"
                + " lists the steps.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    String what = given.operand(0);
    if (!what.isEmpty() && !WORDS.contains(what)) {
      throw BadInputException.unknownName("word of tour", what, WORDS);
    }
    if (!session.goesOn()) {
      return new Told(tree(0), list());
    }
    List<String> lines =
        switch (what) {
          case NEXT -> tour.next();
          case LEAVE -> tour.leave();
          case RESTART -> tour.restart();
          default -> tour.start();
        };
    return new Told(tree(tour.step()), lines);
  }

  private static List<String> list() {
    var lines = new ArrayList<String>();
    lines.add("The tour wants a terminal: these are its steps.");
    int number = 0;
    for (TourStep step : TourStep.all()) {
      lines.add("");
      lines.add(++number + ". " + step.title() + ":  " + step.command());
      lines.addAll(step.text());
    }
    return lines;
  }

  private static Map<String, @Nullable Object> tree(int here) {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (TourStep step : TourStep.all()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("step", rows.size() + 1L);
      row.put("title", step.title());
      row.put("command", step.command());
      row.put("here", rows.size() + 1 == here);
      row.put("text", step.text());
      rows.add(row);
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("rows", rows);
    return tree;
  }

  private record Told(Map<String, @Nullable Object> tree, List<String> lines) implements Result {
    @Override
    public String verb() {
      return "tour";
    }

    @Override
    public List<Section> sections() {
      return lines.isEmpty() ? List.of() : List.of(new Section.Text("", lines));
    }
  }
}
