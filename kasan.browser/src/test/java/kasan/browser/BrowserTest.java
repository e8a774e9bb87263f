// SPDX-License-Identifier: Apache-2.0
package kasan.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That nothing is wrong with a page means something only if what is wrong is seen. */
@NeedsBrowser
class BrowserTest {
  @TempDir Path folder;

  private Path page(String body) throws IOException {
    return page("", body);
  }

  private Path page(String head, String body) throws IOException {
    return Files.writeString(
        folder.resolve("page.html"),
        "<!DOCTYPE html><html lang='en'><head><title>A page</title>"
            + head
            + "</head><body><main><h1>A page</h1>"
            + body
            + "</main></body></html>");
  }

  @Test
  void errorsOfScriptsAndOfThePolicyAreComplaints() throws IOException {
    try (Browser browser = Browser.start()) {
      try (BrowserPage good = browser.open(page("<p>Good</p>"))) {
        assertEquals(List.of(), good.complaints());
      }
      try (BrowserPage bad =
          browser.open(page("<script>console.error('first'); missing();</script>"))) {
        assertEquals(2, bad.complaints().size(), bad.complaints()::toString);
        assertTrue(bad.complaints().get(0).contains("first"));
        assertTrue(bad.complaints().get(1).contains("missing is not defined"));
      }
      String policy = "<meta http-equiv='Content-Security-Policy' content=\"script-src 'none'\">";
      try (BrowserPage refused = browser.open(page(policy, "<script>window.ran = true</script>"))) {
        assertTrue(
            refused.complaints().toString().contains("Content Security Policy"),
            refused.complaints()::toString);
        assertEquals("undefined", refused.evaluate("typeof ran").asText());
      }
    }
  }

  @Test
  void aPageThatCrashesEndsWhatWaitsForIt() throws IOException {
    try (Browser browser = Browser.start()) {
      try (BrowserPage page = browser.open(page("<p>Good</p>"))) {
        assertThrows(
            IllegalStateException.class,
            () -> {
              page.go(URI.create("chrome://crash"));
              page.until("false");
            });
        assertThrows(IllegalStateException.class, () -> page.evaluate("1"));
      }
      try (BrowserPage other = browser.open(page("<p>Good</p>"))) {
        assertEquals(1, other.evaluate("1").asInt());
      }
    }
  }

  @Test
  void aBrowserThatEndsEndsWhatWaitsForIt() throws IOException {
    try (Browser browser = Browser.start()) {
      BrowserPage page = browser.open(page("<p>Good</p>"));
      assertThrows(
          IllegalStateException.class,
          () -> {
            page.go(URI.create("chrome://quit"));
            page.until("false");
          });
    }
  }

  @Test
  void whatKeepsPeopleOutIsNamed() throws IOException {
    try (Browser browser = Browser.start();
        BrowserPage page =
            browser.open(page("<p style='color:#aaa;background:#fff'>Pale</p><button></button>"))) {
      List<String> barriers = page.barriers();
      assertEquals(2, barriers.size(), barriers::toString);
      assertTrue(barriers.toString().contains("button-name"), barriers::toString);
      assertTrue(barriers.toString().contains("color-contrast"), barriers::toString);
    }
  }

  @Test
  void keysAndClicksReachThePage() throws IOException {
    try (Browser browser = Browser.start();
        BrowserPage page =
            browser.open(
                page(
                    "<button id='a' onclick='window.log = (window.log || \"\") + \"a\"'>A</button>"
                        + "<input id='b'>"))) {
      page.click("#a");
      page.press("Enter");
      page.press(" ");
      assertEquals("aaa", page.evaluate("log").asText());
      page.press("Tab");
      assertEquals("b", page.evaluate("document.activeElement.id").asText());
      page.evaluate("setTimeout(() => { window.late = true }, 10); 0");
      page.until("window.late");
      assertThrows(AssertionError.class, () -> page.evaluate("missing()"));
      page.size(390, 200);
      assertEquals(390, page.evaluate("innerWidth").asInt());
      assertEquals((byte) 0x89, page.screenshot()[0]);
    }
  }
}
