// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

/**
 * What a machine that has been up adds to the figures of one that has just booted: its slab lies in
 * more blocks. Blocks with slab of six recordings beside their loads from boot, docs/workloads.md.
 */
public final class AgedMachines {
  private static final int LEAST_PERCENT = 14;
  private static final int MOST_PERCENT = 131;

  private AgedMachines() {}

  /**
   * A note on figures.
   *
   * @param figures what they are of, as the start of a sentence
   */
  public static String note(String figures) {
    return figures
        + " just booted: one that has been up has the same slab in more blocks, by "
        + LEAST_PERCENT
        + " to "
        + MOST_PERCENT
        + " % in six recordings, and needs as much more on-demand shadow; derive a profile from a"
        + " recording and give it to run WORKLOAD --aged PROFILE (docs/workloads.md)";
  }
}
