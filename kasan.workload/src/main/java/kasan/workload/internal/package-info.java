// SPDX-License-Identifier: Apache-2.0
/** Sources of events: readers of recordings, synthetic workloads, programs of the suite. */
@NullMarked
package kasan.workload.internal;

import org.jspecify.annotations.NullMarked;
