// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An architecture that is one bundle and nothing else is one everywhere. */
class RiscvIT {
  private static final Path RECORDING =
      Path.of("..", "recordings", "tree-cold").toAbsolutePath().normalize();

  @TempDir Path home;

  /** Where docs/sources.md#risc-v has direct map and shadow; KASAN_SHADOW_OFFSET of its Kconfig. */
  @ParameterizedTest
  @CsvSource({
    "sv39, ffffffd600000000, fffffff700000000",
    "sv48, ffffaf8000000000, ffffef8000000000",
    "sv57, ff60000000000000, ffdf000000000000",
  })
  void layoutIsThatOfThePagingMode(String mode, String directMap, String shadow) throws Exception {
    String layout = out("layout", "--arch", "riscv", "--set", "riscv.mode=" + mode);

    assertTrue(layout.contains("(address >> 3) + 0xdfffffff00000000"), layout);
    assertTrue(layout.matches("(?s).*\n" + directMap + "  [0-9a-f]{16} .* direct map .*"), layout);
    assertTrue(layout.matches("(?s).*\n" + shadow + "  [0-9a-f]{16} .* KASAN shadow .*"), layout);
  }

  /** An eighth of 24 GiB, and the zero page. */
  @Test
  void aRecordingIsComparedOnIt() throws Exception {
    String json =
        out(
            "compare",
            RECORDING.toString(),
            "--arch",
            "riscv",
            "--schemes",
            "original",
            "--format",
            "json");

    assertTrue(json.contains("\"arch\": \"riscv\""), json);
    assertTrue(json.contains("\"staticKb\": " + (25_165_824 / 8 + 4)), json);
  }

  /** The audit of a swap holds the new shadow against the truth. */
  @Test
  void aRunSwapsItsSchemeOnIt() throws Exception {
    String json =
        out(
            "run",
            "fork-exec",
            "--ram",
            "512M",
            "--set",
            "fork-exec.millis=20",
            "--arch",
            "riscv",
            "--swap",
            "50%=ondemand",
            "--format",
            "json");

    assertTrue(json.contains("\"arch\": \"riscv\""), json);
    assertTrue(json.contains("\"status\": \"ok\""), json);
    assertTrue(json.contains("\"mismatches\": 0"), json);
  }

  /** It brings a profile of its own machines along. */
  @Test
  void itsOwnMachinesBoot() throws Exception {
    String text = out("footprint", "--arch", "riscv", "--ram", "512M", "--schemes", "original");

    assertTrue(text.startsWith("profile linux-6.12-riscv, 2 CPUs, riscv;"), text);
  }

  @Test
  void theSuiteRunsOnIt() throws Exception {
    String text =
        out(
            "suite",
            "--arch",
            "riscv",
            "--schemes",
            "original,page",
            "--instrumentation",
            "both",
            "--cases",
            "kmalloc_oob_right");

    assertEquals(4, text.split(" 100\\.0 ", -1).length - 1, text);
  }

  private String out(String... arguments) throws Exception {
    KasanProcess done = KasanProcess.run(home, "", List.of(arguments));
    assertEquals("", done.err());
    assertEquals(0, done.status());
    return done.out();
  }
}
