// SPDX-License-Identifier: Apache-2.0
/**
 * trace.dat, what trace-cmd records: descriptions of events, and the pages of the ring buffer of
 * each CPU as the kernel gave them out. Versions 6 and 7, the latter compressed or not. {@link
 * kasan.workload.internal.dat.DatTrace} is where to start; sources are trace-cmd.dat.v6(5) and
 * trace-cmd.dat.v7(5).
 */
@NullMarked
package kasan.workload.internal.dat;

import org.jspecify.annotations.NullMarked;
