// SPDX-License-Identifier: Apache-2.0
/**
 * What results are made of: bills as trees, values over time, failures in words, and the plain
 * result that most verbs have. Comparisons, runs and listings tell them alike.
 */
@NullMarked
package kasan.lab.internal.bill;

import org.jspecify.annotations.NullMarked;
