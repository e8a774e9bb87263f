// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import org.jspecify.annotations.Nullable;

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
 * @param imagesScaledFrom the kernel that sizes of the image with KASAN were scaled from, in words;
 *     null when they are the kernel's own
 * @param arch name of the architecture of its machine
 * @param machine its machine in words, such as {@code a PC}
 */
public record ProfileFacts(
    String name,
    long ramMib,
    int cpus,
    long memTotalKb,
    String instrumentation,
    long otherKb,
    @Nullable String imagesScaledFrom,
    String arch,
    String machine) {}
