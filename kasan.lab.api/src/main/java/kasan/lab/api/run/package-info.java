// SPDX-License-Identifier: Apache-2.0
/**
 * Runs that go on in the background: start them, act on them, listen to them, look at their shadow.
 *
 * <pre>
 *   any thread                        the run's thread              a thread for each listener
 *     Runs.start, Run.hold, swap ---->  orders, at safepoints
 *     Run.status  <-------------------  RunStatus
 *     Run.listen  ------------------->  notices  ----- queue ---->  RunListener
 * </pre>
 *
 * <p>Start from {@link kasan.lab.api.run.Runs}.
 */
@Export
@Version("1.2.0")
@NullMarked
package kasan.lab.api.run;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
