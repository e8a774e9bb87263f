// SPDX-License-Identifier: Apache-2.0
/**
 * The published tables of the per-page shadow series, and real guests, beside the model: MemTotal
 * from boots, peaks from workloads, times from counted work. Start from {@link
 * kasan.lab.internal.reproduce.Reproducing}.
 */
@NullMarked
package kasan.lab.internal.reproduce;

import org.jspecify.annotations.NullMarked;
