// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.util.List;
import kasan.lab.api.finding.Finding;

/**
 * A report found in a log.
 *
 * @param finding what it says
 * @param line of the log on which its title stands, from 1
 * @param time of that line as printed; empty for none
 * @param cutShort whether the log, or another report, cut it off
 * @param titleOnly whether nothing but its title was understood
 * @param nextLine the line behind a title of which nothing else was understood; empty for none
 * @param inlined functions that a symbolizer names in front of the one they were inlined into
 * @param unreadLines lines between its first and its last that are not part of any known report:
 *     other programs, parts that no known kernel prints
 * @param unreadSamples the first few of them
 * @param leftOut lines of its parts beyond those that are kept
 */
public record ParsedReport(
    Finding finding,
    int line,
    String time,
    boolean cutShort,
    boolean titleOnly,
    String nextLine,
    List<String> inlined,
    int unreadLines,
    List<String> unreadSamples,
    int leftOut) {
  /** Copies the lists. */
  public ParsedReport {
    inlined = List.copyOf(inlined);
    unreadSamples = List.copyOf(unreadSamples);
  }

  /** The same with another finding. */
  public ParsedReport with(Finding other) {
    return new ParsedReport(
        other,
        line,
        time,
        cutShort,
        titleOnly,
        nextLine,
        inlined,
        unreadLines,
        unreadSamples,
        leftOut);
  }
}
