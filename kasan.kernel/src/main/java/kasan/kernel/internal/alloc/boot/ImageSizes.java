// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

/**
 * Sizes of a kernel image as the "Memory:" line of its log prints them, in kB.
 *
 * @param codeKb kernel code
 * @param rwdataKb data that is written
 * @param rodataKb read-only data
 * @param initKb code and data that are freed at the end of boot
 * @param bssKb zeroed data
 */
public record ImageSizes(long codeKb, long rwdataKb, long rodataKb, long initKb, long bssKb) {

  /** Refuses negative sizes. */
  public ImageSizes {
    if (codeKb < 0 || rwdataKb < 0 || rodataKb < 0 || initKb < 0 || bssKb < 0) {
      throw new IllegalArgumentException("image sizes must not be negative");
    }
  }

  /** What stays reserved when boot is over: all but the init part and the gaps of alignment. */
  public long residentKb() {
    return codeKb + rwdataKb + rodataKb + bssKb;
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
        + roundUp(rwdataKb + initKb + bssKb, leafKb);
  }

  static long roundUp(long value, long multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }
}
