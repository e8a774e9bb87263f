// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.Locale;

/**
 * What it means that a shadow changed the frames of live page-table entries on an architecture that
 * demands break-before-make.
 */
public final class BrokenEntries {
  private BrokenEntries() {}

  /**
   * The schedule that breaks it, in one line.
   *
   * @param scheme whose shadow
   * @param arch that demands it
   * @param entries how many entries were changed while they were live; more than 0
   */
  public static String inWords(String scheme, String arch, long entries) {
    return String.format(
        Locale.ROOT,
        "%s is unsound on %s: it gave %,d live entries of its shadow's page tables another frame,"
            + " and %s must make each invalid first; a CPU that checks other memory of the same"
            + " block in between, such as page cache, finds no shadow, and the kernel dies",
        scheme,
        arch,
        entries,
        arch);
  }
}
