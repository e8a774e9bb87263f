// SPDX-License-Identifier: Apache-2.0
/**
 * Samples of trace events in binary, read by the names of their fields. A kernel describes each of
 * its events ({@code events/SYSTEM/NAME/format}); files of trace-cmd and perf carry these
 * descriptions in the same form. {@link kasan.workload.internal.format.TracingData} reads them,
 * {@link kasan.workload.internal.format.SampleTrace} is what files of both share, {@code
 * SampleRows} makes rows of samples, the same as {@code trace} makes of their text.
 */
@NullMarked
package kasan.workload.internal.format;

import org.jspecify.annotations.NullMarked;
