// SPDX-License-Identifier: Apache-2.0
/**
 * Those who listen to runs. The run's thread posts and never waits; each listener has a thread of
 * its own that hands over what was posted.
 *
 * <pre>
 *   run's thread ---> Listeners ---> RunMailbox ---> Mailbox ---> its thread ---> RunListener
 *                     who wants      newest          a bounded
 *                     a sample       sample only     queue
 * </pre>
 */
@NullMarked
package kasan.lab.internal.run.listen;

import org.jspecify.annotations.NullMarked;
