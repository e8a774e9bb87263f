// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

/**
 * How a result is to be written, beyond what the result itself says.
 *
 * @param medium that it is written on
 * @param chart name of the one chart that is asked for; empty for the reporter's choice
 * @param command that the user gave, so that a reader can repeat it; empty when not known
 */
public record Rendering(Medium medium, String chart, String command) {
  /** Into a file, with nothing else asked for. */
  public static final Rendering FILE = on(Medium.FILE);

  /** On a medium, with nothing else asked for. */
  public static Rendering on(Medium medium) {
    return new Rendering(medium, "", "");
  }
}
