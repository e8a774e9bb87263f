// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Defaults of options in {@code etc/kasan.options.cfg}, as a user of the command line has them. */
class OptionsFileIT {
  private static final String[] COMPARE = {
    "compare",
    Path.of("..", "recordings", "tree-cold").toAbsolutePath().normalize().toString(),
    "--schemes",
    "page",
    "--format",
    "json"
  };

  @TempDir Path home;

  @BeforeEach
  void makeEtc() throws Exception {
    Files.createDirectories(home.resolve("etc"));
  }

  private void configure(String text) throws Exception {
    Files.writeString(home.resolve("etc/kasan.options.cfg"), text);
  }

  private JsonNode settings(String environment, String... more) throws Exception {
    var words = new ArrayList<>(List.of(COMPARE));
    words.addAll(List.of(more));
    KasanProcess done = KasanProcess.run(home, Map.of("KASAN_OPTIONS", environment), "", "", words);
    assertEquals("", done.err());
    return new ObjectMapper().readTree(done.out()).get("settings");
  }

  private static void assertIs(String value, String from, JsonNode settings) {
    assertEquals(value, settings.at("/schemes/page/recheck").asText());
    assertEquals(from, settings.get("from").get("page.recheck").asText());
  }

  @Test
  void theCommandLineStandsAboveTheEnvironmentAboveTheFileAboveTheDefault() throws Exception {
    assertIs("on", "default", settings(""));
    configure("# as we measure here\npage.recheck = off\noriginal.leaves = 2m\n");
    assertIs("off", "configuration", settings(""));
    assertIs("on", "environment", settings("page.recheck=on"));
    assertIs("off", "command line", settings("page.recheck=on", "--set", "page.recheck=off"));
  }

  /** It is the user's, and a verb may end while FileInstall looks at it. */
  @Test
  void theFileIsNeverWritten() throws Exception {
    String text = "# as we measure here\npage.recheck = off\n";
    configure(text);
    for (int i = 0; i < 3; i++) {
      KasanProcess.run(home, "", List.of("options", "page"));
      assertEquals(text, Files.readString(home.resolve("etc/kasan.options.cfg")));
    }
  }

  @Test
  void whatNobodyTakesIsNamedWithItsPlace() throws Exception {
    configure("page.recheck = perhaps\n");
    KasanProcess value = KasanProcess.run(home, "", List.of(COMPARE));
    assertEquals(
        "kasan: configuration: option page.recheck takes on|off, not 'perhaps'\n", value.err());
    assertEquals(2, value.status());

    configure("pgae.recheck = off\n");
    KasanProcess owner = KasanProcess.run(home, "", List.of(COMPARE));
    assertTrue(owner.err().startsWith("kasan: configuration: unknown owner"), owner.err());
    assertEquals(2, owner.status());

    KasanProcess listed = KasanProcess.run(home, "", List.of("options", "page"));
    assertEquals(0, listed.status());
    assertTrue(listed.out().contains("nothing of what is configured is used: "), listed.out());
  }
}
