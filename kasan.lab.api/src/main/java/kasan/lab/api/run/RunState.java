// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.Locale;

/** What a run is doing. */
public enum RunState {
  /** Its kernel boots, or its recording is opened. */
  STARTING,
  /** It counts its operations, for swaps that are planned at a percentage of them. */
  COUNTING,
  /** Operations are done. */
  RUNNING,
  /** It was held, and waits for {@link Run#resume}. */
  HELD,
  /** It has done what its source has so far, and waits for more. */
  FOLLOWING,
  /** Its scheme has gone, and it waits for it, or for a swap. */
  WAITING,
  /** It does its last operations. */
  ENDING,
  /** It is over, and has a result. */
  ENDED,
  /** It broke off, and has no result. */
  FAILED;

  /** The word that users read. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether nothing will change any more. */
  public boolean over() {
    return this == ENDED || this == FAILED;
  }
}
