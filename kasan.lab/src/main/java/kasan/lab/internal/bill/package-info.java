// SPDX-License-Identifier: Apache-2.0
/**
 * What shadows cost, on its way into a result: bills as trees, values over time, failures in words.
 * Comparisons and runs tell them alike.
 */
@NullMarked
package kasan.lab.internal.bill;

import org.jspecify.annotations.NullMarked;
