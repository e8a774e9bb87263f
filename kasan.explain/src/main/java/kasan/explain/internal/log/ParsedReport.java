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
 * @param unreadLines lines between its first and its last that are not part of any known report:
 *     other programs, parts that no known kernel prints
 * @param unreadSamples the first few of them
 */
public record ParsedReport(
    Finding finding,
    int line,
    String time,
    boolean cutShort,
    int unreadLines,
    List<String> unreadSamples) {
  /** Copies the list. */
  public ParsedReport {
    unreadSamples = List.copyOf(unreadSamples);
  }
}
