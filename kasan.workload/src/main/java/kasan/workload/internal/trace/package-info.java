// SPDX-License-Identifier: Apache-2.0
/**
 * Text of kernel traces turned into events, at the speed of the disk: bytes are looked at once, in
 * large buffers, and nothing is made per line. {@link kasan.workload.internal.trace.TraceText} is
 * where to start; {@link kasan.workload.internal.trace.ReadAhead} lets it work in its own thread.
 */
@NullMarked
package kasan.workload.internal.trace;

import org.jspecify.annotations.NullMarked;
