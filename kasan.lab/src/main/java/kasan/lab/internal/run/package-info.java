// SPDX-License-Identifier: Apache-2.0
/**
 * Runs: one kernel, one shadow at a time, one stream of events, on a thread of its own.
 *
 * <pre>
 *   RunHandle, OSGi  --commands-->  RunLoop  ----->  Seat  ----->  Ground  ----->  Kernel
 *   (any thread)                    (its thread)     swaps,        recorded or
 *                                   events, safe-    bills,        modelled
 *                                   points           findings
 *                    Wall  --->  watches the thread; another goes on when a scheme keeps it
 * </pre>
 *
 * <p>Commands are values that the loop applies at safepoints, between two batches of events. Start
 * from {@link kasan.lab.internal.run.RunLoop}.
 */
@NullMarked
package kasan.lab.internal.run;

import org.jspecify.annotations.NullMarked;
