// SPDX-License-Identifier: Apache-2.0
/**
 * What happens, as it happens, for any number of browsers.
 *
 * <pre>
 *   Run --listener--> FollowedRun --Event--> EventStreams --a queue each--> browser
 *                        keeps: newest sample, swaps, findings, history
 * </pre>
 *
 * <p>Nothing here waits for a browser: a queue that is full replaces or drops, and counts. Start
 * from {@link kasan.web.internal.live.Feed}.
 */
@NullMarked
package kasan.web.internal.live;

import org.jspecify.annotations.NullMarked;
