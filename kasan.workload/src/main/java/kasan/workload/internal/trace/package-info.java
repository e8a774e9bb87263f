// SPDX-License-Identifier: Apache-2.0
/**
 * Text of kernel traces turned into events, at the speed of the disk: bytes are looked at once, in
 * large buffers, and nothing is made per line. {@link kasan.workload.internal.trace.TraceText} is
 * where to start.
 *
 * <p>A line is a remark about the trace ({@code Remarks}), an event ({@code LineHeader} finds what
 * stands before its fields, {@code Fields} the fields, {@code LineParser} says what it is, {@code
 * LineRows} makes the row), part of the event before it ({@code StackLines}), or refused by what it
 * is ({@code LineDoubt}).
 */
@NullMarked
package kasan.workload.internal.trace;

import org.jspecify.annotations.NullMarked;
