// SPDX-License-Identifier: Apache-2.0
/** The x86-64 architecture as the modelled kernel sees it. */
@NullMarked
package arch.x86.internal;

import org.jspecify.annotations.NullMarked;
