// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

/**
 * Sizes of a kernel image in kB, as the "Memory:" line of its log prints them, and one that it does
 * not print.
 *
 * @param codeKb kernel code
 * @param rwdataKb data that is written
 * @param rodataKb read-only data
 * @param initKb code and data that are freed at the end of boot
 * @param bssKb zeroed data
 * @param unwindKb tables between written data and the init part, which belong to none of these: ORC
 *     tables for unwinding stacks above all, which grow with the code
 */
public record ImageSizes(
    long codeKb, long rwdataKb, long rodataKb, long initKb, long bssKb, long unwindKb) {

  /** Refuses negative sizes. */
  public ImageSizes {
    if (codeKb < 0 || rwdataKb < 0 || rodataKb < 0 || initKb < 0 || bssKb < 0 || unwindKb < 0) {
      throw new IllegalArgumentException("image sizes must not be negative");
    }
  }

  /** What stays reserved when boot is over: all but the init part and the gaps of alignment. */
  public long residentKb() {
    return codeKb + rwdataKb + rodataKb + bssKb + unwindKb;
  }

  /**
   * First byte of text to the end of bss, as KASAN shadows it. Code and read-only data each end at
   * a large page, so that they can be mapped with permissions of their own, and so does bss.
   *
   * @param leafKb size of a large page
   */
  public long spanKb(long leafKb) {
    return roundUp(codeKb, leafKb)
        + roundUp(rodataKb, leafKb)
        + roundUp(rwdataKb + unwindKb + initKb + bssKb, leafKb);
  }

  static long roundUp(long value, long multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
