// SPDX-License-Identifier: Apache-2.0
/**
 * Runs: one kernel, one shadow at a time, one stream of events, on a thread of its own.
 *
 * <pre>
 *   RunDesk, RunHandle --Order--&gt;  RunLoop, Commands  --&gt;  swap.SchemeSlot  --&gt;  kernel.RunKernel
 *   (any thread)                   (the run's thread)      one scheme after      recorded or
 *                                       |                  the other             modelled
 *                                       +--&gt; Publisher --&gt; listen.Listeners
 *                    Wall  ---&gt;  watches the thread; another goes on when a scheme keeps it
 * </pre>
 *
 * <p>Orders are carried out by the loop at safepoints, between two batches of events. Start from
 * {@link kasan.lab.internal.run.RunLoop}.
 */
@NullMarked
package kasan.lab.internal.run;

import org.jspecify.annotations.NullMarked;
