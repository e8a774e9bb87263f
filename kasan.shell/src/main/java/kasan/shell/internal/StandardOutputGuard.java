// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps standard output for results: whatever a bundle prints to {@code System.out}, logs above
 * all, goes to standard error. Results have a stream of their own, see {@link StandardStreams}.
 *
 * <p>It must come before Gogo and before the log, which both take hold of {@code System.out} when
 * they start; therefore their start levels are above ours.
 */
@Component(service = StandardOutputGuard.class, immediate = true)
public final class StandardOutputGuard {

  /** Redirects; there is no way back, since others hold the stream by then. */
  @Activate
  public StandardOutputGuard() {
    System.setOut(System.err);
  }
}
