// SPDX-License-Identifier: Apache-2.0
/**
 * Makes recordings of the machine that this runs on: a tracefs instance of its own, marks around
 * the reads of /proc, everything put back afterwards. {@link
 * kasan.workload.internal.record.MachineRecorder} is where to start.
 */
@NullMarked
package kasan.workload.internal.record;

import org.jspecify.annotations.NullMarked;
