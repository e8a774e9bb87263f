// SPDX-License-Identifier: Apache-2.0
/**
 * What stands between a shadow and the kernel it is attached to: a view that counts all that passes
 * and can be revoked ({@link kasan.kernel.internal.view.LiveView}), the shadow with its bill
 * ({@link kasan.kernel.internal.view.Attachment}), and the kernel's voice to all shadows ({@link
 * kasan.kernel.internal.view.Shadows}). Knows nothing of how the kernel places memory.
 */
@NullMarked
package kasan.kernel.internal.view;

import org.jspecify.annotations.NullMarked;
