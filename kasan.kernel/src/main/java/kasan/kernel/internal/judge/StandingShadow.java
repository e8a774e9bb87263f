// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.scheme.Shadow;
import kasan.kernel.internal.view.Attachment;
import kasan.lab.api.scheme.SchemeDescription;

/**
 * The shadow that stands on a kernel with one at a time, and what its verdicts have come to:
 * whoever asks it finds it here, so that a swap changes it in one place.
 */
public final class StandingShadow {
  private Attachment attached;
  private SchemeDescription traits;
  private Tally tally = new Tally();

  /**
   * @param traits of its scheme
   */
  public StandingShadow(Attachment attached, SchemeDescription traits) {
    this.attached = attached;
    this.traits = traits;
  }

  /** Another stands from now on. */
  public void change(Attachment next, SchemeDescription nextTraits) {
    attached = next;
    traits = nextTraits;
    tally = new Tally();
  }

  /** What was counted for it. */
  public Tally tally() {
    return tally;
  }

  /** The shadow. */
  public Shadow shadow() {
    return attached.shadow();
  }

  /** Whether the TLB of a CPU holds translations of it that the tables no longer have. */
  public boolean anyStale(int cpu) {
    return attached.anyStale(cpu);
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
