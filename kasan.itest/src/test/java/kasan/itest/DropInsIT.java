// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(strings = {"HangingActivator.hang", "HangingComponent.leave"})
  void whatDoesNotStopIsNamedWithWhatWaitsForIt(String where) throws Exception {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
    if (where.startsWith("HangingComponent")) {
      addComponent("never.stops");
    } else {
      add("never.stops", "stopped");
    }
    try (var shell = TerminalSession.open(home)) {
      shell.await("kasan> ");
      shell.typeUntil("why never.stops\r", "is active");
      Path jar = home.resolve("bundles/never.stops.jar");
      Files.write(jar, "behind the end".getBytes(UTF_8), StandardOpenOption.APPEND);
      shell.typeUntil("why never.stops\r", "could not be stopped: its code did not");
      shell.await(where);
      add("late", "never");
      shell.typeUntil("why late.jar\r", "late.jar waits");
      shell.type("schemes\r");
      shell.await("ondemand");
      shell.type("exit\r");
      shell.awaitEnd();
    }
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

  private void addComponent(String name) throws IOException {
    String description = "OSGI-INF/never.leaves.xml";
    try (InputStream bundle =
        TinyBundles.bundle()
            .addClass(HangingComponent.class)
            .symbolicName(name)
            .addResource(
                description, new ByteArrayInputStream(HangingComponent.DESCRIPTION.getBytes(UTF_8)))
            .setHeader("Service-Component", description)
            .build(TinyBundles.rawBuilder())) {
      Files.copy(bundle, Files.createDirectories(home.resolve("bundles")).resolve(name + ".jar"));
    }
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
