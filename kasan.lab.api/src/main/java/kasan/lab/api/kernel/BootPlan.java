// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * The kernel to boot.
 *
 * @param ramMib RAM in MiB, as one gives it to a virtual machine
 * @param cpus number of CPUs
 * @param profile name of a built-in profile, or path of a profile file: image sizes, what the plain
 *     kernel reserves
 * @param layout class of object layout and pointers: {@code plain} without KASAN's redzones,
 *     metadata, quarantine and doubled stacks, {@code generic} with them, others as schemes name
 *     them
 * @param instrumentation what was compiled in: {@code none}, {@code outline} or {@code inline}; or
 *     {@code hardware}, where nothing was and the machine itself looks at every access
 * @param vmapStack whether task stacks lie in vmalloc space
 * @param seed of every choice that a real machine leaves to chance
 */
public record BootPlan(
    long ramMib,
    int cpus,
    String profile,
    String layout,
    String instrumentation,
    boolean vmapStack,
    long seed) {}
