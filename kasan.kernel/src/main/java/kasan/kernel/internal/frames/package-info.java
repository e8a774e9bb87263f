// SPDX-License-Identifier: Apache-2.0
/**
 * Page frames that a shadow lives in: where they come from ({@link
 * kasan.kernel.internal.frames.FrameSource}), what they hold ({@link
 * kasan.kernel.internal.frames.FrameMemory}) and who pays for them ({@link
 * kasan.kernel.internal.frames.FrameLedger}).
 *
 * <p>The three are apart on purpose: a frame costs what the modelled kernel pays for it, however
 * little of the host's heap its contents take.
 */
@NullMarked
package kasan.kernel.internal.frames;

import org.jspecify.annotations.NullMarked;
