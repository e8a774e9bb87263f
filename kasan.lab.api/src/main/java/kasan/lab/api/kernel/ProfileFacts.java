// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * What a boot profile says of itself.
 *
 * @param name of the kernel and machine
 * @param ramMib RAM of the real boot that it was calibrated with, in MiB
 * @param cpus CPUs of that boot
 * @param memTotalKb MemTotal of that boot
 * @param instrumentation of that boot: {@code none} without KASAN, else how generic KASAN was
 *     compiled in
 * @param otherKb what the sizes of the profile do not explain of it; the figure that was fitted
 * @param imagesEstimated whether sizes of the image with KASAN were scaled from another kernel
 * @param pc whether the machine is an x86 PC; an arm64 machine otherwise
 */
public record ProfileFacts(
    String name,
    long ramMib,
    int cpus,
    long memTotalKb,
    String instrumentation,
    long otherKb,
    boolean imagesEstimated,
    boolean pc) {

  /** The profile of a PC. */
  public ProfileFacts(
      String name,
      long ramMib,
      int cpus,
      long memTotalKb,
      String instrumentation,
      long otherKb,
      boolean imagesEstimated) {
    this(name, ramMib, cpus, memTotalKb, instrumentation, otherKb, imagesEstimated, true);
  }
}
