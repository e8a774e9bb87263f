// SPDX-License-Identifier: Apache-2.0
package kasan.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** One window. What goes wrong in it is kept as {@link #complaints}. */
public final class BrowserPage implements AutoCloseable {
  private final DevTools tools;
  private final String target;
  private final String session;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  BrowserPage(DevTools tools, String target, String session) {
    this.tools = tools;
    this.target = target;
    this.session = session;
    tools.listen(this::event);
    for (String domain : List.of("Inspector", "Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", Map.of());
    }
  }

  private JsonNode call(String method, Map<String, ?> parameters) {
    return tools.call(session, method, parameters);
  }

  private void event(JsonNode event) {
    if (!session.equals(event.path("sessionId").asText())) {
      return;
    }
    JsonNode details = event.path("params");
    switch (event.path("method").asText()) {
      case "Page.loadEventFired" -> loaded.complete(null);
      case "Inspector.targetCrashed" -> {
        var crash = new IllegalStateException("the process of the page has crashed");
        tools.fail(session, crash);
        loaded.completeExceptionally(crash);
      }
      case "Runtime.exceptionThrown" -> complaints.add(details.path("exceptionDetails").toString());
      case "Runtime.consoleAPICalled" -> {
        if (List.of("error", "warning", "assert").contains(details.path("type").asText())) {
          complaints.add("console: " + details.path("args"));
        }
      }
      case "Log.entryAdded" -> {
        if (!List.of("verbose", "info").contains(details.path("entry").path("level").asText())) {
          complaints.add(details.path("entry").path("text").asText());
        }
      }
      case "Network.loadingFailed" ->
          complaints.add("not loaded: " + details.path("errorText").asText());
      default -> {
        // of no interest
      }
    }
  }

  /** Goes to an address and waits until it has loaded. */
  public void go(URI address) {
    loaded = new CompletableFuture<>();
    JsonNode answer = call("Page.navigate", Map.of("url", address.toString()));
    if (answer.has("errorText")) {
      throw new IllegalStateException(address + ": " + answer.get("errorText").asText());
    }
    tools.await(loaded);
  }

  /** Errors and warnings of the console, exceptions, refusals of the policy, failed loads. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /**
   * Evaluates JavaScript; a promise is waited for.
   *
   * @return the value, which must be one that JSON can hold
   * @throws AssertionError when the script throws
   */
  public JsonNode evaluate(String script) {
    JsonNode answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.get("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /**
   * Waits until an expression is true. It is looked at by a timer: frames may be painted rarely.
   */
  public void until(String condition) {
    evaluate(
        "new Promise(done => { const look = () => ("
            + condition
            + ") ? done(true) : setTimeout(look, 20); look(); })");
  }

  /** Runs a script in each page that is loaded from now on, before any of its own. */
  public void before(String script) {
    call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
  }

  /** What objects of the page's scripts take, without those that nothing leads to any more. */
  public long heapBytes() {
    call("HeapProfiler.collectGarbage", Map.of());
    call("Memory.simulatePressureNotification", Map.of("level", "critical"));
    call("Performance.enable", Map.of());
    for (JsonNode metric : call("Performance.getMetrics", Map.of()).get("metrics")) {
      if (metric.get("name").asText().equals("JSHeapUsedSize")) {
        return metric.get("value").asLong();
      }
    }
    throw new IllegalStateException("Chromium does not tell the size of the heap");
  }

  /** Sets the size of the window, in CSS pixels. */
  public void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Prefers dark pages, or light ones. */
  public void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Shows the page as it is printed, or as it is on a screen. */
  public void print(boolean print) {
    call("Emulation.setEmulatedMedia", Map.of("media", print ? "print" : ""));
  }

  /** Presses a key: {@code Tab}, {@code ArrowDown}, {@code Enter}, {@code " "}. */
  public void press(String key) {
    String text = key.equals("Enter") ? "\r" : key.length() == 1 ? key : "";
    int code =
        switch (key) {
          case "Tab" -> 9;
          case "Enter" -> 13;
          case " " -> 32;
          case "End" -> 35;
          case "Home" -> 36;
          case "ArrowLeft" -> 37;
          case "ArrowUp" -> 38;
          case "ArrowRight" -> 39;
          case "ArrowDown" -> 40;
          default -> 0;
        };
    for (String type : List.of(text.isEmpty() ? "rawKeyDown" : "keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          Map.of(
              "type",
              type,
              "key",
              key,
              "code",
              key.equals(" ") ? "Space" : key,
              "text",
              type.equals("keyUp") ? "" : text,
              "windowsVirtualKeyCode",
              code));
    }
  }

  /** Clicks the middle of the first element that a selector finds. */
  public void click(String selector) {
    JsonNode at =
        evaluate(
            "(() => { const e = document.querySelector("
                + quoted(selector)
                + "); e.scrollIntoView({block: 'center', behavior: 'instant'});"
                + " const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
    for (String type : List.of("mouseMoved", "mousePressed", "mouseReleased")) {
      call(
          "Input.dispatchMouseEvent",
          Map.of(
              "type",
              type,
              "x",
              at.get(0).asDouble(),
              "y",
              at.get(1).asDouble(),
              "button",
              type.equals("mouseMoved") ? "none" : "left",
              "clickCount",
              1));
    }
  }

  /** Text as a literal of JavaScript. */
  public static String quoted(String text) {
    return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
  }

  /** What axe-core finds that keeps people out: serious and critical, one line each. */
  public List<String> barriers() {
    evaluate(Browser.axe() + ";0");
    JsonNode found =
        evaluate(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations"
                + ".filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.help + ': ' + v.nodes.slice(0, 3)"
                + ".map(n => n.html.slice(0, 160) + ' ' + n.failureSummary).join(' | ')))");
    var lines = new ArrayList<String>();
    found.forEach(each -> lines.add(each.asText()));
    return lines;
  }

  /** What the window shows, as PNG. */
  public byte[] screenshot() {
    JsonNode answer = call("Page.captureScreenshot", Map.of("format", "png"));
    return Base64.getDecoder().decode(answer.get("data").asText());
  }

  @Override
  public void close() {
    tools.call("", "Target.closeTarget", Map.of("targetId", target));
  }
}
