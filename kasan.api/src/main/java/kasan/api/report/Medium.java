// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

/**
 * What a result is written on.
 *
 * @param width characters that a line may have
 * @param colour true if escape sequences for colours and bold text are understood and wanted
 */
public record Medium(int width, boolean colour) {
  /** A file, or another program that reads. */
  public static final Medium FILE = new Medium(120, false);
}
