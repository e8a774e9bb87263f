// SPDX-License-Identifier: Apache-2.0
/**
 * Comparison of schemes on one recording: a plan is checked ({@link
 * kasan.lab.internal.compare.PlanCheck}), run on one modelled kernel that carries all shadows at
 * once ({@link kasan.lab.internal.compare.Comparison}), and its measurements become a result.
 */
@NullMarked
package kasan.lab.internal.compare;

import org.jspecify.annotations.NullMarked;
