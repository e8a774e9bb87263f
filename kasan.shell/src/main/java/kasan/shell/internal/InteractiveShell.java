// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** The Gogo shell on the user's terminal; it ends with the framework. */
final class InteractiveShell {

  private static final String PROFILE = "etc/gosh_profile";

  private final BundleContext context;

  InteractiveShell(BundleContext context) {
    this.context = context;
  }

  /** Starts the console's bundles and returns when the framework begins to stop. */
  void runUntilExit() throws IOException, InterruptedException {
    System.setProperty("gosh.home", homeWithProfile().toString());
    CountDownLatch stopping = new CountDownLatch(1);
    // The framework's own context: this bundle may be updated under the running shell.
    context.getBundle(0).getBundleContext().addBundleListener(whenFrameworkStops(stopping));
    StartLevels.reach(context, StartLevels.INTERACTIVE);
    stopping.await();
  }

  /** The launcher calls it a failure if the main thread is still there after the framework. */
  private static SynchronousBundleListener whenFrameworkStops(CountDownLatch latch) {
    return event -> {
      if (event.getBundle().getBundleId() == 0 && event.getType() == BundleEvent.STOPPING) {
        latch.countDown();
      }
    };
  }

  /** Gogo's own profile fails without a terminal; it reads another one only from a file. */
  private Path homeWithProfile() throws IOException {
    Path home = context.getDataFile("gosh").toPath();
    Path profile = home.resolve(PROFILE);
    Files.createDirectories(home.resolve("etc"));
    try (InputStream in = getClass().getResourceAsStream("/" + PROFILE)) {
      if (in == null) {
        throw new FileNotFoundException(PROFILE + " is missing from the bundle");
      }
      Files.copy(in, profile, StandardCopyOption.REPLACE_EXISTING);
    }
    return home;
  }
}
