// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.Locale;

/** What the page of shadow is that describes a block of memory. */
public enum BlockState {
  /** The block has no RAM. */
  NO_RAM,
  /** Nothing is mapped there. */
  UNMAPPED,
  /** The shared page of zeros: all accessible. */
  ZERO,
  /** The shared page of 0xFF: not decided here, or not accessible. */
  BLACK,
  /** A shared page of another value. */
  SHARED,
  /** A frame of its own, to stay. */
  REAL,
  /** A frame of its own that came with byte-managed memory and can go with it. */
  ON_DEMAND;

  /** The word that users read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
