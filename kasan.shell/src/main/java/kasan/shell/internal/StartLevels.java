// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** The framework's start levels, as {@code kasan.launch/kasan.bndrun} assigns them to bundles. */
final class StartLevels {

  /** All that a verb needs is active. */
  static final int BATCH = 10;

  /** The framework's own commands are there too. */
  static final int SCRIPT = 15;

  /** The console is active too, and above every level that a bundle installed by hand may get. */
  static final int INTERACTIVE = 30;

  /** The live page is served, and the HTTP service is there for it. */
  static final int WEB = 40;

  private StartLevels() {}

  /**
   * Returns when all bundles up to a level have been started. The launcher raises the level in the
   * background, so that without this a verb could miss services that are about to come. A level
   * that is higher by now stays.
   */
  static void reach(BundleContext context, int level) throws InterruptedException {
    FrameworkStartLevel levels = context.getBundle(0).adapt(FrameworkStartLevel.class);
    if (levels.getStartLevel() > level) {
      return;
    }
    CountDownLatch reached = new CountDownLatch(1);
    levels.setStartLevel(
        level,
        event -> {
          if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            reached.countDown();
          }
        });
    reached.await();
  }
}
