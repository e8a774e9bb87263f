// SPDX-License-Identifier: Apache-2.0
/**
 * How fragmented a recorded machine was: which of its page blocks held memory of the kernel, how
 * full they were, and of what mobility. Start from {@link
 * kasan.workload.internal.ageing.BlockSurvey}; {@link kasan.workload.internal.ageing.BlockText} is
 * how load profiles write it down.
 */
@NullMarked
package kasan.workload.internal.ageing;

import org.jspecify.annotations.NullMarked;
