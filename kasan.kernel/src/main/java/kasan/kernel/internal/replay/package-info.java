// SPDX-License-Identifier: Apache-2.0
/**
 * Recorded placement: a kernel whose memory is where a real machine had it. {@link
 * kasan.kernel.internal.replay.ReplayKernel} takes the state before the trace from {@code /proc}
 * and follows the events from there; what events do not say is inferred by the rules that stand
 * with each class, and counted.
 */
@NullMarked
package kasan.kernel.internal.replay;

import org.jspecify.annotations.NullMarked;
