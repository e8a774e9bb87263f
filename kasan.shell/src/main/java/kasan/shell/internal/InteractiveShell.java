// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** The Gogo shell on the user's terminal; it ends with the framework. */
final class InteractiveShell {

  private static final String PROFILE = "etc/gosh_profile";

  private final BundleContext context;

  InteractiveShell(BundleContext context) {
    this.context = context;
  }

  /** Starts the console's bundles and returns when the framework has stopped. */
  void runUntilExit() throws IOException, InterruptedException {
    System.setProperty("gosh.home", homeWithProfile().toString());
    StartLevels.reach(context, StartLevels.INTERACTIVE);
    context.getBundle(0).adapt(Framework.class).waitForStop(0);
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
