// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kasan.browser.Browser;
import kasan.browser.BrowserPage;
import kasan.browser.NeedsBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports of the whole product, as a browser opens them. */
@NeedsBrowser
class ReportPageIT {
  private static Browser browser;

  @TempDir Path home;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  static Stream<List<String>> requests() {
    return Stream.of(
        List.of("compare", "../recordings/tree-cold"),
        List.of(
            "run",
            "fork-exec",
            "--ram",
            "128M",
            "--scheme",
            "original",
            "--swap",
            "50%=page",
            "--set",
            "fork-exec.scale=1",
            "--set",
            "fork-exec.seconds=1"),
        List.of("suite", "--schemes", "original,ondemand,page"),
        List.of("footprint", "--ram", "512M,1G"),
        List.of("reproduce", "--quick"),
        List.of("schemes"));
  }

  private KasanProcess kasan(List<String> request, String... more)
      throws IOException, InterruptedException {
    var words = new ArrayList<String>();
    for (String word : request) {
      words.add(
          word.startsWith("../") ? Path.of(word).toAbsolutePath().normalize().toString() : word);
    }
    words.addAll(List.of(more));
    KasanProcess done = KasanProcess.run(home, "", words);
    assertTrue(done.status() < 2, done.err());
    return done;
  }

  /** The data of the page are what {@code --format json} prints, and its cells show them. */
  @ParameterizedTest
  @MethodSource("requests")
  void showsWhatTheJsonReporterPrints(List<String> request) throws Exception {
    Path file = home.resolve("report.html");
    KasanProcess written = kasan(request, "--out", file.toString());
    assertEquals("", written.out() + written.err());
    String printed = kasan(request, "--format", "json").out();

    try (BrowserPage page = browser.open(file)) {
      String data = page.evaluate("document.getElementById('kasan-result').textContent").asText();
      assertEquals(printed, data.replace("\\u003c", "<"));
      assertEquals(List.of(), page.complaints());
      assertEquals(List.of(), page.barriers());
      int compared = 0;
      JsonNode cells =
          page.evaluate(
              "Array.from(document.querySelectorAll('table.data td[data-value]'),"
                  + " c => [c.textContent, c.dataset.value])");
      for (JsonNode cell : cells) {
        assertEquals(cell.get(1).asText(), cell.get(0).asText().replace(",", ""));
        compared++;
      }
      assertTrue(compared > 0 || request.contains("schemes"), "no figure in the page");
      figuresOfRows(page, new ObjectMapper().readTree(printed));
    }
  }

  /** Cells that name where in a row of the JSON they are from. */
  private static void figuresOfRows(BrowserPage page, JsonNode printed) {
    JsonNode cells =
        page.evaluate(
            "Array.from(document.querySelectorAll('section:not(:has(figure)) td[data-key^=\"memory.\"]'),"
                + " c => [c.parentNode.cells[0].textContent, c.dataset.key, c.dataset.value || null])");
    for (JsonNode cell : cells) {
      for (JsonNode row : printed.get("rows")) {
        if (row.path("scheme").asText().equals(cell.get(0).asText())) {
          JsonNode value = row.at("/" + cell.get(1).asText().replace('.', '/'));
          assertEquals(value.isNull() ? "null" : value.asText(), cell.get(2).asText());
        }
      }
    }
  }

  @Test
  void picturesAreDrawnInTheFramework() throws Exception {
    List<String> request = List.of("footprint", "--ram", "512M");
    kasan(request, "--out", "boot.png");
    kasan(request, "--chart", "footprint", "--out", "boot.svg");
    byte[] png = Files.readAllBytes(home.resolve("boot.png"));
    assertEquals("\u0089PNG", new String(png, 0, 4, java.nio.charset.StandardCharsets.ISO_8859_1));
    String svg = Files.readString(home.resolve("boot.svg"));
    assertTrue(svg.contains("./kasan footprint --ram 512M --chart footprint --out boot.svg"), svg);

    KasanProcess refused =
        KasanProcess.run(
            home, "", List.of("reproduce", "--quick", "--chart", "memory", "--out", "x.png"));
    assertEquals(2, refused.status());
    assertEquals(
        "kasan: this result of 'reproduce' has no chart 'memory'; it has: error\n", refused.err());
    assertTrue(Files.notExists(home.resolve("x.png")));
  }
}
