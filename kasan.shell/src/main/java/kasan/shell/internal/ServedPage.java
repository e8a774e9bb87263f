// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.concurrent.CountDownLatch;
import kasan.lab.api.WebPage;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The live page that a verb of the command line has opened: the process stays for it. */
final class ServedPage {
  private ServedPage() {}

  /** Returns at once where no page is served, else on Ctrl-C. */
  @SuppressWarnings("try") // the signal is heard until the block ends
  static void untilInterrupted(BundleContext context) throws InterruptedException {
    ServiceReference<WebPage> reference = context.getServiceReference(WebPage.class);
    WebPage page = reference == null ? null : context.getService(reference);
    if (page == null || page.address() == null) {
      return;
    }
    var pressed = new CountDownLatch(1);
    try (var signal = InterruptSignal.heardBy(pressed::countDown)) {
      pressed.await();
    } finally {
      page.close();
    }
  }
}
