// SPDX-License-Identifier: Apache-2.0
/**
 * A kernel that lays out again, with KASAN's redzones, metadata and quarantine, what was asked for
 * in a recording. Start from {@link kasan.kernel.internal.relaid.RelaidKernel}.
 */
@NullMarked
package kasan.kernel.internal.relaid;

import org.jspecify.annotations.NullMarked;
