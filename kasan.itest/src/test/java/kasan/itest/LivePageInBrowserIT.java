// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.browser.Browser;
import kasan.browser.BrowserPage;
import kasan.browser.NeedsBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The live page in a browser, beside the shell that serves it. */
@NeedsBrowser
class LivePageInBrowserIT {
  private static final String PROMPT = "kasan> ";
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/#token=\\S+");
  private static final int MOST_TABS = 80;

  /** How long a run the page is told of; a day where there is time for it. */
  private static final int HOURS = Integer.getInteger("kasan.page.hours", 2);

  private static final long MOST_BYTES = 200_000_000;

  private static Browser browser;

  @TempDir private Path home;

  private TerminalSession shell;
  private URI address;

  @BeforeAll
  static void startBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void endBrowser() {
    browser.close();
  }

  @BeforeEach
  void openShell() throws Exception {
    assumeTrue(TerminalSession.possible(), "there is no 'script' to make a terminal");
    shell = TerminalSession.open(home);
    shell.await(PROMPT);
    shell.type("web --port 0\r");
    shell.await("#token=");
    shell.await(PROMPT);
    Matcher printed = ADDRESS.matcher(shell.seen());
    assertTrue(printed.find(), shell.seen());
    address = URI.create(printed.group());
    // long enough to be looked at in time, however slow the machine is
    shell.type("run fork-exec --ram 256M --scheme original --set fork-exec.seconds=100000\r");
    shell.await("run-1: ");
    shell.await(PROMPT);
  }

  @AfterEach
  void closeShell() {
    if (shell != null) {
      shell.close();
    }
  }

  private BrowserPage window() {
    BrowserPage page = browser.open(address);
    page.until("!document.getElementById('run').hidden");
    page.until("document.getElementById('run-name').textContent.includes('run-1')");
    return page;
  }

  private static String state(BrowserPage page) {
    return page.evaluate("document.querySelector('#runs .state').textContent").asText();
  }

  @Test
  void twoWindowsAndTheShellStayInStep() throws Exception {
    try (BrowserPage one = window();
        BrowserPage other = window()) {
      one.until("[...document.getElementById('swap-to').options].some(o => o.value === 'page')");
      one.evaluate("document.getElementById('swap-to').value = 'page'");
      one.click("#swap");
      String swapped =
          "[...document.querySelectorAll('#swaps td')].some(c => c.textContent === 'page')";
      one.until(swapped);
      other.until(swapped);
      shell.type("status\r");
      shell.await("page");
      shell.await(PROMPT);

      shell.type("hold\r");
      shell.await("held");
      shell.await(PROMPT);
      String held = "document.querySelector('#runs .state').textContent === 'held'";
      one.until(held);
      other.until(held);

      other.click("#resume");
      one.until("document.querySelector('#runs .state').textContent === 'running'");
      other.click("#end");
      one.until("document.querySelector('#runs .state').textContent === 'ended'");
      assertEquals("ended", state(other));
      assertEquals(List.of(), one.complaints());
      assertEquals(List.of(), other.complaints());
    }
  }

  @Test
  void theCurveMoves() throws Exception {
    try (BrowserPage page = window()) {
      String points = "document.querySelectorAll('#memory-table tr').length";
      page.evaluate("document.querySelectorAll('details.behind').forEach(d => d.open = true)");
      int before = page.evaluate(points).asInt();
      page.until(points + " > " + (before + 3));
      assertEquals(List.of(), page.complaints());
    }
  }

  /**
   * Hours of a run, as fast as the page takes them: the server's events are made here. With a swap
   * every ten minutes, and as many findings as a server tells.
   */
  @Test
  void aDayTakesNoMoreRoomThanItMay() {
    try (BrowserPage page = browser.open(URI.create("about:blank"))) {
      page.before(
          "window.EventSource = class extends EventTarget { constructor() { super(); window.told = this;"
              + " setTimeout(() => tell('hello', {heartbeatSeconds: 15})); } close() {} };"
              + "window.tell = (kind, data) =>"
              + " told.dispatchEvent(new MessageEvent(kind, {data: JSON.stringify(data)}));");
      page.go(address);
      page.until("!document.getElementById('run').hidden");
      page.until("document.querySelectorAll('#facts dd').length > 0");
      page.evaluate("document.querySelectorAll('details.behind').forEach(d => d.open = true)");

      page.evaluate(
          "(async () => { const first = (await (await fetch('api/runs/run-1')).json()).sample;"
              + " for (let i = 0; i < 4 * 3600 * HOURS; i++) {"
                  .replace("HOURS", String.valueOf(HOURS))
              + "  tell('sample', {...first, elapsedMs: first.elapsedMs + i * 250,"
              + "   operation: first.operation + i * 250000, maps: first.maps + i * 100,"
              + "   unmaps: first.unmaps + i * 99, totalKb: first.totalKb + i % 97 * 4});"
              + "  if (i % 2400 === 0) tell('swap', {run: 'run-1', atOperation: i, status: 'ok',"
              + "   from: 'page', to: 'original', elapsedMs: first.elapsedMs + i * 250});"
              + "  if (i < 1000) tell('finding', {run: 'run-1', number: i + 1, scheme: 'page',"
              + "   truth: 'freed', atOperation: i, text: 'BUG: KASAN\\n' + 'x'.repeat(4000)});"
              + "  if (i % 500 === 0) await new Promise(requestAnimationFrame); } })()");

      page.until("document.getElementById('facts').textContent.includes(' h ')");
      assertTrue(page.heapBytes() < MOST_BYTES, () -> "scripts: " + page.heapBytes() + " bytes");
      long kb = browser.mostPrivateKb().orElse(0);
      assertTrue(kb << 10 < MOST_BYTES, () -> "the page's process: " + kb + " kB");
      assertEquals(List.of(), page.complaints());
    }
  }

  @ParameterizedTest
  @CsvSource({"390, false", "390, true", "1280, false", "1280, true", "1920, true"})
  void nobodyIsKeptOut(int width, boolean dark) {
    try (BrowserPage page = window()) {
      page.size(width, 900);
      page.dark(dark);
      page.until("document.querySelectorAll('#facts dd').length > 0");
      assertEquals(List.of(), page.complaints());
      assertEquals(List.of(), page.barriers());
      assertEquals(
          "false",
          page.evaluate("String(document.documentElement.scrollWidth > window.innerWidth)")
              .asText(),
          "the page is wider than the window");
    }
  }

  @Test
  void theKeyboardReachesEveryControl() {
    try (BrowserPage page = window()) {
      Set<String> reached = new HashSet<>();
      for (int i = 0; i < MOST_TABS; i++) {
        page.press("Tab");
        reached.add(page.evaluate("document.activeElement.id").asText());
      }
      for (String id :
          List.of(
              "theme",
              "start-open",
              "hold",
              "swap-to",
              "swap",
              "end",
              "map-in",
              "map-out",
              "map-all",
              "map-live",
              "map")) {
        assertTrue(reached.contains(id), id + " is not among " + reached);
      }
    }
  }

  @Test
  void whoHasNoTokenReadsOnly() {
    URI withoutToken = URI.create(address.toString().replaceAll("#.*", ""));
    try (BrowserPage page = browser.open(withoutToken)) {
      page.until("!document.getElementById('run').hidden");
      page.until("!document.getElementById('reading').hidden");
      assertEquals(
          0,
          page.evaluate("document.querySelectorAll('[data-acts]:not(:disabled)').length").asInt());
      assertEquals(List.of(), page.complaints());
    }
  }
}
