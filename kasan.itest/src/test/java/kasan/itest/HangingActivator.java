// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Hangs, and hears no interrupt: when it is started or stopped, as its bundle's header says. */
public final class HangingActivator implements BundleActivator {
  static final String WHEN = "Hangs-When";

  @Override
  public void start(BundleContext context) {
    hang(context, "started");
  }

  @Override
  public void stop(BundleContext context) {
    hang(context, "stopped");
  }

  private static void hang(BundleContext context, String now) {
    while (now.equals(context.getBundle().getHeaders("").get(WHEN))) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Deaf.
      }
    }
  }
}
