// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.scheme.Shadow;
import kasan.lab.api.scheme.SchemeDescription;

/**
 * The shadow that stands on a kernel with one at a time, and what its verdicts have come to:
 * whoever asks it finds it here, so that a swap changes it in one place.
 */
public final class StandingShadow {
  private Shadow shadow;
  private SchemeDescription traits;
  private Tally tally = new Tally();

  /**
   * @param traits of its scheme
   */
  public StandingShadow(Shadow shadow, SchemeDescription traits) {
    this.shadow = shadow;
    this.traits = traits;
  }

  /** Another stands from now on. */
  public void change(Shadow next, SchemeDescription nextTraits) {
    shadow = next;
    traits = nextTraits;
    tally = new Tally();
  }

  /** What was counted for it. */
  public Tally tally() {
    return tally;
  }

  /** The shadow. */
  public Shadow shadow() {
    return shadow;
  }

  /** What its scheme says of itself. */
  public SchemeDescription traits() {
    return traits;
  }

  /** Whether its runtime looks at frees at all. */
  public boolean looksAtFrees() {
    return traits.granuleBytes() > 0;
  }
}
