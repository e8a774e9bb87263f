// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** The bundle of a third party that has {@link EchoVerb}. */
final class EchoBundle {
  private EchoBundle() {}

  /**
   * Drops it into the watched folder.
   *
   * @param home the folder that holds {@code bundles}
   */
  static void addTo(Path home) throws IOException {
    try (InputStream bundle =
        TinyBundles.bundle()
            .addClass(EchoVerb.class)
            .symbolicName("example.echo")
            .activator(EchoVerb.class)
            .setHeader(
                Constants.IMPORT_PACKAGE,
                "org.osgi.framework, kasan.shell.verb, kasan.api, kasan.api.report")
            .build(TinyBundles.rawBuilder())) {
      Files.copy(bundle, Files.createDirectories(home.resolve("bundles")).resolve("echo.jar"));
    }
  }
}
