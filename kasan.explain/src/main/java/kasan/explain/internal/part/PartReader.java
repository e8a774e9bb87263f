// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.part;

import kasan.lab.api.finding.Finding;

/**
 * Knows the lines of one part of a report.
 *
 * <p>A report offers a line to every part until one says that it {@link #opens} with it; a line
 * that opens nothing is offered to the part opened last, which may {@link #goesOn} with it. Both
 * take the line when they return true.
 */
public interface PartReader {
  /**
   * Whether this part begins with the line, or has it as a line of its own that may stand anywhere.
   *
   * @param line without blanks in front
   */
  boolean opens(String line);

  /**
   * Whether the line belongs to the part that was opened last.
   *
   * @param line as printed, blanks included
   */
  boolean goesOn(String line);

  /** Whether more frames are only counted. */
  default boolean isFull() {
    return false;
  }

  /** Counts frames that are not kept. */
  default void leaveOut(int frames) {}

  /** Puts what was read into a finding. */
  void give(Finding.Builder finding);
}
