// SPDX-License-Identifier: Apache-2.0
/**
 * Readers of what /proc says about memory. Each takes the text of one file and gives values; {@link
 * kasan.workload.internal.proc.ProcState} puts those of one moment together.
 */
@NullMarked
package kasan.workload.internal.proc;

import org.jspecify.annotations.NullMarked;
