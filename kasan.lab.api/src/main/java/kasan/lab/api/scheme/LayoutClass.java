// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.Arrays;
import java.util.Locale;
import kasan.api.BadInputException;

/**
 * Class of object layout and pointers. A kernel is booted for one; a swap between schemes of the
 * same class needs no reboot.
 */
public enum LayoutClass {
  /** Without redzones, metadata, quarantine and doubled stacks. */
  PLAIN(1),
  /** Generic KASAN's. */
  GENERIC(1),
  /** Generic KASAN's, objects aligned to 16 bytes. */
  GENERIC_16(16),
  /** Generic KASAN's, objects aligned to 32 bytes. */
  GENERIC_32(32),
  /** Generic KASAN's, objects aligned to 64 bytes. */
  GENERIC_64(64),
  /** Generic KASAN's, objects aligned to 128 bytes. */
  GENERIC_128(128),
  /** Generic KASAN's, objects aligned to 256 bytes. */
  GENERIC_256(256),
  /** Tags in pointers and memory, objects aligned to 16 bytes. */
  TAGS(16);

  private final int alignBytes;

  LayoutClass(int alignBytes) {
    this.alignBytes = alignBytes;
  }

  /** What objects are aligned to beyond what the kernel itself does; 1 for nothing. */
  public int alignBytes() {
    return alignBytes;
  }

  /** Whether it is generic KASAN's, for whatever granule. */
  public boolean generic() {
    return this != PLAIN && this != TAGS;
  }

  /** For users and machines: lower case, hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The one of a word.
   *
   * @throws BadInputException when there is none, naming those there are
   */
  public static LayoutClass of(String word) {
    for (LayoutClass each : values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw BadInputException.unknownName(
        "layout class", word, Arrays.stream(values()).map(LayoutClass::word).toList());
  }
}
