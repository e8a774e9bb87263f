// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.api.memory.FrameUse;
import kasan.api.scheme.MappingState;
import org.jspecify.annotations.Nullable;

/**
 * What the page tables say about one page of shadow.
 *
 * @param state whether it is mapped, and to what
 * @param sharedByte what each byte of a shared page holds, 0 to 255; -1 where none is mapped
 * @param use what its own frame is charged to; null where it has none
 */
public record ShadowMapping(MappingState state, int sharedByte, @Nullable FrameUse use) {
  /** Nothing is mapped. */
  public static final ShadowMapping ABSENT = new ShadowMapping(MappingState.ABSENT, -1, null);
}
