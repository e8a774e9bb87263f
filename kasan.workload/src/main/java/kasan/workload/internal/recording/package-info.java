// SPDX-License-Identifier: Apache-2.0
/**
 * Recordings put together: which member is the trace, what machine it was, where its direct map
 * starts. {@link kasan.workload.internal.recording.TraceRecordingReader} is where to start.
 */
@NullMarked
package kasan.workload.internal.recording;

import org.jspecify.annotations.NullMarked;
