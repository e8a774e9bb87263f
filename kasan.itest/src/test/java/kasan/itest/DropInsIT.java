// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ops4j.pax.tinybundles.TinyBundles;
import org.osgi.framework.Constants;

/** What is dropped into {@code bundles} in vain is told in a line, and the rest goes on. */
class DropInsIT {
  @TempDir Path home;

  @Test
  void activatorsThatHangAreHeldOff() throws Exception {
    add("never.starts", "started");
    add("never.stops", "stopped");
    EchoBundle.addTo(home);

    KasanProcess echo = KasanProcess.run(home, "", List.of("echo", "here"));

    assertAll(
        () -> assertEquals("here\n", echo.out()),
        () -> assertEquals(0, echo.status()),
        () ->
            assertTrue(
                echo.err()
                    .matches(
                        "kasan: bundle never\\.starts \\S+ \\[[0-9]+\\] could not be started: its"
                            + " activator did not come back within [0-9]+ s: it is in"
                            + " kasan\\.itest\\.HangingActivator\\.hang \\(HangingActivator\\.java:[0-9]+\\)\n"),
                echo.err()));
  }

  @Test
  void whatIsNoBundleIsToldOnceEach() throws Exception {
    EchoBundle.addTo(home);
    Path bundles = home.resolve("bundles");
    byte[] whole = Files.readAllBytes(bundles.resolve("echo.jar"));
    Files.write(bundles.resolve("cut.jar"), Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(bundles.resolve("words.jar"), "no jar");

    KasanProcess echo = KasanProcess.run(home, "", List.of("echo", "here"));

    assertAll(
        () -> assertEquals("here\n", echo.out()),
        () -> assertEquals(0, echo.status()),
        () -> assertEquals(2, echo.err().lines().count(), echo.err()),
        () -> assertTrue(echo.err().matches("(?s)kasan: .*cut\\.jar.* is cut short.*"), echo.err()),
        () -> assertTrue(echo.err().matches("(?s).*words\\.jar.* it is no jar.*"), echo.err()));
  }

  private void add(String name, String hangsWhen) throws IOException {
    try (InputStream bundle =
        TinyBundles.bundle()
            .addClass(HangingActivator.class)
            .symbolicName(name)
            .activator(HangingActivator.class)
            .setHeader(HangingActivator.WHEN, hangsWhen)
            .setHeader(Constants.IMPORT_PACKAGE, "org.osgi.framework")
            .build(TinyBundles.rawBuilder())) {
      Files.copy(bundle, Files.createDirectories(home.resolve("bundles")).resolve(name + ".jar"));
    }
  }
}
