// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kasan.api.report.Result;
import kasan.browser.Browser;
import kasan.browser.BrowserPage;
import kasan.browser.NeedsBrowser;
import kasan.report.html.internal.sample.Samples;
import kasan.report.internal.json.JsonReporter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages as a browser shows them, opened as files. */
@NeedsBrowser
class PageInBrowserTest {
  private static final int[] WIDTHS = {390, 1280, 1920};

  private static Browser browser;

  @TempDir Path folder;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  private BrowserPage open(Result result) throws IOException {
    Path file =
        Files.write(
            folder.resolve("page.html"),
            Samples.write(new HtmlReporter(new JsonReporter()), result, ""));
    return browser.open(file);
  }

  static List<Result> results() {
    return Samples.all();
  }

  static Stream<Arguments> resultsInBothThemes() {
    return results().stream()
        .flatMap(result -> Stream.of(Arguments.of(result, false), Arguments.of(result, true)));
  }

  @ParameterizedTest
  @MethodSource("results")
  void opensWithoutAComplaintAndHandsItsDataOut(Result result) throws IOException {
    try (BrowserPage page = open(result)) {
      String data = page.evaluate("document.getElementById('kasan-result').textContent").asText();
      var json = new ObjectMapper();
      assertEquals(json.readTree(Samples.text(new JsonReporter(), result)), json.readTree(data));
      assertEquals(List.of(), page.complaints());
      assertFalse(page.evaluate("'evil' in window").asBoolean());
    }
  }

  /** Contrast AA is among what axe looks at. */
  @ParameterizedTest
  @MethodSource("resultsInBothThemes")
  void keepsNobodyOut(Result result, boolean dark) throws IOException {
    try (BrowserPage page = open(result)) {
      page.dark(dark);
      page.size(1280, 900);
      page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
      assertEquals(List.of(), page.barriers());
      page.size(390, 800);
      assertEquals(List.of(), page.barriers());
    }
  }

  @ParameterizedTest
  @MethodSource("results")
  void fitsEveryWidthItIsLookedAtIn(Result result) throws IOException {
    try (BrowserPage page = open(result)) {
      for (int width : WIDTHS) {
        page.size(width, 900);
        page.evaluate("new Promise(requestAnimationFrame)");
        assertEquals(
            width,
            page.evaluate("document.documentElement.scrollWidth").asInt(),
            "nothing is wider than the window but what scrolls in a box of its own");
      }
    }
  }

  private static List<String> firstColumn(BrowserPage page) {
    var cells = new ArrayList<String>();
    page.evaluate(
            "Array.from(document.querySelectorAll('#part-1 tbody tr'), r => r.cells[0].textContent)")
        .forEach(cell -> cells.add(cell.asText()));
    return cells;
  }

  @Test
  void tablesAreSortedByKeyboard() throws IOException {
    try (BrowserPage page = open(Samples.compared())) {
      page.size(1280, 900);
      List<String> before = firstColumn(page);
      assertEquals(List.of("floor", "original", "page", Samples.EVIL), before);
      page.evaluate("document.querySelectorAll('#part-1 th button')[1].focus()");
      page.press("Enter");
      assertEquals(List.of("original", "page", "floor", Samples.EVIL), firstColumn(page));
      assertEquals(
          "descending",
          page.evaluate("document.querySelector('#part-1 [aria-sort]').getAttribute('aria-sort')")
              .asText());
      page.press(" ");
      assertEquals(
          List.of("floor", "page", "original", Samples.EVIL),
          firstColumn(page),
          "what was not measured stays last");
      page.press("Enter");
      assertEquals(before, firstColumn(page));
    }
  }

  @Test
  void theReasonOfAVerdictIsReachedByKeyboardAndByMouse() throws IOException {
    String reason = "document.getElementById('reason').textContent";
    try (BrowserPage page = open(Samples.suite())) {
      page.size(1280, 900);
      page.evaluate("document.querySelector('table.matrix td[tabindex=\"0\"]').focus()");
      page.press("ArrowDown");
      page.press("ArrowRight");
      assertEquals(
          "page_uaf on ondemand: missed: line 6: free-page: the shadow is a shared page",
          page.evaluate(reason).asText());
      page.press("ArrowRight");
      assertTrue(
          page.evaluate(reason).asText().startsWith("page_uaf on ondemand"), "the last column");
      page.click("table.matrix tbody tr td");
      assertEquals(
          "oob_right on original: found: reported as slab-out-of-bounds",
          page.evaluate(reason).asText());
      page.click("#only-missed");
      assertEquals(
          1,
          page.evaluate("document.querySelectorAll('.matrix tbody tr:not(.quiet)').length")
              .asInt());
    }
  }

  /** Each stop of the tab key, until the page has no more. */
  @Test
  void theKeyboardReachesEveryControl() throws IOException {
    try (BrowserPage page = open(Samples.compared())) {
      page.size(1280, 900);
      int controls =
          page.evaluate(
                  "Array.from(document.querySelectorAll("
                      + "'a[href], button, input:not([type=radio]), summary, [tabindex=\"0\"]'))"
                      + ".filter(e => e.checkVisibility()).length")
              .asInt();
      page.evaluate(
          "window.reached = new Set(); document.addEventListener('focusin',"
              + " e => { if (e.target.type !== 'radio') reached.add(e.target); })");
      for (int i = 0; i <= controls + 5; i++) {
        page.press("Tab");
      }
      assertTrue(controls > 20);
      assertEquals(controls, page.evaluate("reached.size").asInt());
    }
  }

  @Test
  void curvesAreDrawnFromTheTableBehindThem() throws IOException {
    try (BrowserPage page = open(Samples.compared())) {
      page.size(1280, 900);
      String last = "Array.from(document.querySelectorAll('.curves output'), o => o.textContent)";
      assertEquals("[\"0\",\"3 GiB\",\"32 MiB\"]", page.evaluate(last).toString());
      page.evaluate("document.querySelector('input.at').focus()");
      page.press("Home");
      assertEquals("[\"0\",\"3 GiB\",\"12 MiB\"]", page.evaluate(last).toString());
      assertEquals("0 s", page.evaluate("document.querySelector('.when').textContent").asText());
      assertTrue(inked(page) > 500, "something is drawn");
      page.evaluate("document.querySelectorAll('.curves input').forEach(box => box.click())");
      page.evaluate("new Promise(requestAnimationFrame)");
      assertTrue(page.evaluate("document.querySelector('.plot canvas').width").asInt() > 600);
      assertEquals(List.of(), page.complaints());
    }
  }

  /** Dots of the canvas that are opaque. */
  private static int inked(BrowserPage page) {
    return page.evaluate(
            "(() => { const c = document.querySelector('.plot canvas');"
                + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
                + " let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 200; return n; })()")
        .asInt();
  }

  @Test
  void theThemeIsThatOfTheSystemUntilSomebodyChooses() throws IOException {
    String paper = "getComputedStyle(document.body).backgroundColor";
    try (BrowserPage page = open(Samples.compared())) {
      page.dark(false);
      assertEquals("rgb(255, 255, 255)", page.evaluate(paper).asText());
      page.dark(true);
      assertEquals("rgb(20, 23, 28)", page.evaluate(paper).asText());
      page.click(".theme input[value=light]");
      assertEquals("rgb(255, 255, 255)", page.evaluate(paper).asText());
      page.click(".theme input[value=system]");
      assertEquals("rgb(20, 23, 28)", page.evaluate(paper).asText());
      page.print(true);
      assertEquals("rgb(255, 255, 255)", page.evaluate(paper).asText(), "paper is white");
      assertTrue(
          page.evaluate("document.querySelector('.lines > .still').checkVisibility()").asBoolean(),
          "the drawing is printed, not the canvas");
    }
  }
}
