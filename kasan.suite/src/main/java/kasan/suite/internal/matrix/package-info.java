// SPDX-License-Identifier: Apache-2.0
/**
 * Cases on schemes: who takes part ({@link kasan.suite.internal.matrix.PlanCheck}), the runs
 * ({@link kasan.suite.internal.matrix.SuiteRun}), and what they come to ({@link
 * kasan.suite.internal.matrix.SuiteResult}).
 */
@NullMarked
package kasan.suite.internal.matrix;

import org.jspecify.annotations.NullMarked;
