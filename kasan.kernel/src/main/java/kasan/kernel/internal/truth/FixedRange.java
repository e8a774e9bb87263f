// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import kasan.api.memory.FrameUse;

/**
 * Byte-managed memory that stands from boot to shutdown.
 *
 * @param address first byte
 * @param bytes size
 * @param use {@link FrameUse#IMAGE} or {@link FrameUse#STACK}
 */
public record FixedRange(long address, long bytes, FrameUse use) {}
