// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

/**
 * A line of /proc/vmallocinfo.
 *
 * @param address first byte; hashed, and then useless, unless {@code addressKnown}
 * @param addressKnown whether the address is real
 * @param bytes size with the guard page where there is one
 * @param caller who asked, as printed; empty when not printed
 * @param use {@code vmalloc}, {@code vmap}, {@code ioremap}, {@code unpurged}, ... as printed
 * @param pages pages behind it; 0 when not printed
 */
public record VmallocArea(
    long address, boolean addressKnown, long bytes, String caller, String use, long pages) {}
