// SPDX-License-Identifier: Apache-2.0
/**
 * The arm64 architecture as the modelled kernel sees it: {@link
 * arch.arm64.internal.TranslationGranule} says which address sizes go with which page size, {@link
 * arch.arm64.internal.Arm64Layout} derives the address layout of each pair.
 */
@NullMarked
package arch.arm64.internal;

import org.jspecify.annotations.NullMarked;
