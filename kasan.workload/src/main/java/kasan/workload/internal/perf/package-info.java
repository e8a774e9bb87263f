// SPDX-License-Identifier: Apache-2.0
/**
 * perf.data, what {@code perf record} writes: records of fixed kinds, samples among them whose raw
 * part is a sample of a trace event; in a file with sections, or in a pipe. {@link
 * kasan.workload.internal.perf.PerfTrace} is where to start; the source is
 * tools/perf/Documentation/perf.data-file-format.txt of Linux.
 */
@NullMarked
package kasan.workload.internal.perf;

import org.jspecify.annotations.NullMarked;
