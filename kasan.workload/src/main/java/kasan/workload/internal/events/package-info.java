// SPDX-License-Identifier: Apache-2.0
/**
 * What every trace becomes, whoever wrote it: one stream of events in the order of time, with what
 * was lost, what was passed over and what was odd. Text is read by {@code trace}; what is binary by
 * {@code dat} and {@code perf}, which read samples by the field names of {@code format}.
 *
 * <pre>
 *   bytes    input: folder, archive, file, standard input; .gz .zst .xz .bz2 undone
 *     |      recording: which member is the trace, and of which format, told by content
 *     v
 *   trace  (text)             dat  perf  (binary)
 *     |                         \   /
 *     |                         format: event descriptions, samples by field name
 *     v                           v
 *   events: {@link kasan.workload.internal.events.Tally}, {@link
 *           kasan.workload.internal.events.TraceStream}, read ahead in a thread of its own
 *     |
 *     v
 *   recording: the survey of the first events, the machine, notes
 * </pre>
 */
@NullMarked
package kasan.workload.internal.events;

import org.jspecify.annotations.NullMarked;
