// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.prefix;

/**
 * A line of a log without what its transport put in front.
 *
 * @param number from 1
 * @param prefix what stood in front; empty for nothing, or for nothing that was understood
 * @param context who printed it, such as {@code T123} or {@code C0}; empty for none
 * @param text what the kernel printed
 */
public record LogLine(int number, String prefix, String context, String text) {
  /** Whether anything but blanks stood in front. */
  public boolean prefixed() {
    return !prefix.isBlank();
  }

  /** When it was printed, as it stands in the prefix; empty where nothing tells. */
  public String time() {
    return Stamp.time(prefix);
  }
}
