// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.inject.Inject;
import kasan.api.BadInputException;
import kasan.api.workload.Workload;
import kasan.lab.api.RunPlan;
import kasan.lab.api.WebPage;
import kasan.lab.api.WebPlan;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** The live page over the wire: what it tells, what it does, and what it refuses. */
class LivePageIT extends ProductTest {
  private static final String PAGE = "kasan.shadow.page";

  /** How many connect and say nothing; the large figure is asked for by a property. */
  private static final int SILENT = Integer.getInteger("kasan.silent.connections", 500);

  @Inject private WebPage page;
  @Inject private Runs runs;

  private ServiceRegistration<Workload> workload;
  private int port;
  private String token;

  @BeforeEach
  void open() {
    Map<String, Object> name = Map.of("kasan.workload.name", EndlessWorkload.NAME);
    workload =
        context.registerService(
            Workload.class, new EndlessWorkload(), FrameworkUtil.asDictionary(name));
    URI address = URI.create(page.open(new WebPlan(WebPlan.LOOPBACK, 0, null)));
    port = address.getPort();
    token = address.getFragment().substring("token=".length());
  }

  @AfterEach
  void close() throws Exception {
    page.close();
    for (Run run : runs.all()) {
      if (!run.status().state().over()) {
        run.end();
      }
    }
    workload.unregister();
    bundle(PAGE).start();
  }

  private RawHttp get(String path) throws IOException {
    return RawHttp.ask(port, "GET", path, List.of(), "");
  }

  private RawHttp post(String path, String body) throws IOException {
    return RawHttp.ask(port, "POST", path, List.of("Authorization: Bearer " + token), body);
  }

  private Run start() {
    return runs.start(RunPlan.of(EndlessWorkload.NAME, "original").ramMib(256).build());
  }

  // what it does

  @Test
  void runIsStartedHeldSwappedResumedAndEnded() throws Exception {
    RawHttp started =
        post(
            "/api/runs",
            "{\"source\":\"" + EndlessWorkload.NAME + "\",\"scheme\":\"original\",\"ramMib\":256}");
    assertEquals(201, started.status(), started.body());
    Run run = runs.all().get(runs.all().size() - 1);
    String at = "/api/runs/" + run.name();
    assertTrue(started.body().contains("\"run\":\"" + run.name() + "\""), started.body());

    assertTrue(post(at + "/hold", "").body().contains("\"state\":\"held\""));
    assertEquals("held", run.status().state().word());
    RawHttp swapped = post(at + "/swap", "{\"scheme\":\"page\"}");
    assertTrue(swapped.body().contains("\"status\":\"ok\""), swapped.body());
    assertEquals("page", run.status().scheme());
    assertEquals(200, post(at + "/resume", "{}").status());
    assertNotEquals("held", run.status().state().word());
    assertTrue(post(at + "/end", "").body().contains("\"state\":\"ended\""));
    assertTrue(get(at + "/result").body().contains("\"verb\"") || run.status().state().over());

    RawHttp late = post(at + "/hold", "");
    assertEquals(409, late.status());
    assertEquals("{\"error\":\"" + run.name() + " has ended\"}", late.body());
  }

  @Test
  void shadowIsShownFromTheMapDownToItsBytes() throws Exception {
    Run run = start();
    run.hold();
    String at = "/api/runs/" + run.name();

    String map = get(at + "/map?cells=16").body();
    assertTrue(map.contains("\"pagesPerBlock\":8") && map.contains("\"cells\":[["), map);
    assertTrue(get(at + "/block?block=100").body().contains("\"state\":\"real\""));
    String bytes = get(at + "/page?pfn=800").body();
    assertTrue(bytes.contains("\"granuleBytes\":8") && bytes.contains("\"meanings\""), bytes);

    RawHttp beyond = get(at + "/page?pfn=99999999");
    assertEquals(400, beyond.status());
    assertTrue(beyond.body().startsWith("{\"error\":\"there are page frames 0.."), beyond.body());
    assertEquals(400, get(at + "/map?cells=many").status());
  }

  @Test
  void bundleIsStoppedAndStartedAgain() throws Exception {
    RawHttp stopped = post("/api/bundles/" + PAGE + "/stop", "");
    assertEquals(200, stopped.status(), stopped.body());
    assertTrue(stopped.body().contains("\"state\":\"resolved\""), stopped.body());
    assertNotEquals(Bundle.ACTIVE, bundle(PAGE).getState());
    assertFalse(get("/api/inventory").body().contains("\"name\":\"page\""));

    assertEquals(200, post("/api/bundles/" + PAGE + "/start", "").status());
    assertEquals(Bundle.ACTIVE, bundle(PAGE).getState());
    assertEquals(404, post("/api/bundles/kasan.shell/stop", "").status(), "it extends nothing");
  }

  @Test
  void whatTheShellDoesIsTold() throws Exception {
    try (var events = new EventReader(port)) {
      events.await("hello", "heartbeat");
      Run run = start();
      events.await("run", run.name());
      events.await("sample", "\"scheme\":\"original\"");
      run.swap("page");
      events.await("swap", "\"to\":\"page\"");
      events.await("sample", "\"scheme\":\"page\"");
      bundle(PAGE).stop();
      events.await("bundles", "{}");
      run.end();
      events.await("ended", run.name());
    }
  }

  @Test
  void lateComerFindsTheCurveFromItsBeginning() throws Exception {
    Run run = start();
    Until.holds(() -> get("/api/runs/" + run.name()).body().contains("\"totalKb\""));
    Until.holds(
        () -> {
          String history = get("/api/runs/" + run.name() + "/history").body();
          return history.substring(0, history.indexOf(']')).contains(",");
        });
  }

  // what it refuses

  @ParameterizedTest
  @ValueSource(
      strings = {"", "X-Kasan-Token: wrong", "Authorization: Bearer ", "Authorization: wrong"})
  void wrongTokenIsRefused(String header) throws IOException {
    Run run = start();
    List<String> headers = header.isEmpty() ? List.of() : List.of(header);

    RawHttp refused = RawHttp.ask(port, "POST", "/api/runs/" + run.name() + "/end", headers, "");

    assertEquals(401, refused.status());
    assertTrue(refused.body().startsWith("{\"error\":\"this needs the token"), refused.body());
    assertFalse(run.status().state().over());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
  void postOfAPageFromElsewhereIsRefused(String header) throws IOException {
    Run run = start();

    RawHttp refused =
        RawHttp.ask(
            port,
            "POST",
            "/api/runs/" + run.name() + "/end",
            List.of(header, "X-Kasan-Token: " + token),
            "");

    assertEquals(403, refused.status());
    assertFalse(run.status().state().over());
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "localhost.evil.example", "192.0.2.7"})
  void requestForAnotherHostIsRefused(String host) throws IOException {
    RawHttp refused = RawHttp.ask(port, "GET", "/api/runs", List.of("Host: " + host), "");

    assertEquals(403, refused.status());
    assertFalse(refused.body().contains("runs"), refused.body());
  }

  @ParameterizedTest
  @CsvSource({
    "/../../etc/passwd",
    "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/app.js/../../../WebPageComponent.class",
    "/META-INF/MANIFEST.MF",
    "/api/../index.html/x",
    "/kasan/web/internal/WebPageComponent.class"
  })
  void noPathLeadsOutOfThePage(String path) throws IOException {
    int status = get(path).status();
    assertTrue(status == 400 || status == 404, path + ": " + status);
  }

  @Test
  void everyAnswerForbidsWhatPagesFromElsewhereCouldDo() throws IOException {
    for (String path : List.of("/", "/app.js", "/api/runs", "/nothing")) {
      String head = get(path).head();
      assertTrue(
          head.contains("Content-Security-Policy: default-src 'self';")
              && head.contains("frame-ancestors 'none'")
              && head.contains("X-Content-Type-Options: nosniff")
              && head.contains("Referrer-Policy: no-referrer"),
          head);
      assertFalse(head.contains("Access-Control-Allow"), head);
    }
  }

  @Test
  void hugePostIsRefusedUnread() throws Exception {
    Run run = start();
    String head = "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nX-Kasan-Token: " + token + "\r\n";

    RawHttp announced = RawHttp.send(port, head + "Content-Length: 1073741824\r\n\r\n{\"");
    assertEquals(413, announced.status());
    RawHttp inParts =
        RawHttp.send(
            port,
            head + "Transfer-Encoding: chunked\r\n\r\n10001\r\n" + "x".repeat(0x10001) + "\r\n");
    assertEquals(413, inParts.status());
    assertFalse(run.status().state().over());
  }

  @Test
  void otherMethodsAreToldWhichThereAre() throws IOException {
    RawHttp refused =
        RawHttp.ask(port, "DELETE", "/api/runs", List.of("X-Kasan-Token: " + token), "");
    assertEquals(405, refused.status());
    assertTrue(refused.head().contains("Allow: GET, POST"), refused.head());
    assertEquals(404, get("/api/nothing").status());
    assertEquals(404, get("/api/runs/%3Cscript%3E").status());
  }

  /** All at once; those that the system's queue has no room for try again meanwhile. */
  @Test
  void whoConnectsAndSaysNothingKeepsNobodyOut() throws Exception {
    Run run = start();
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var silent = new ArrayList<SocketChannel>();
    try (var watching = new EventReader(port)) {
      watching.await("sample", run.name());
      for (int i = 0; i < SILENT; i++) {
        SocketChannel channel = SocketChannel.open();
        silent.add(channel);
        channel.configureBlocking(false);
        channel.connect(address);
      }
      assertEquals(200, get("/api/runs").status());
      long before = run.status().operation();
      Until.holds(() -> run.status().operation() > before);
      watching.await("sample", run.name());
      run.swap("page");
      watching.await("swap", "\"to\":\"page\"");
    } finally {
      for (SocketChannel channel : silent) {
        channel.close();
      }
    }
  }

  // where it is served

  @Test
  void portThatIsTakenIsRefusedInALine() {
    page.close();
    try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
      var plan = new WebPlan(WebPlan.LOOPBACK, taken.getLocalPort(), null);
      String line = assertThrows(BadInputException.class, () -> page.open(plan)).getMessage();
      assertTrue(line.startsWith("nobody can listen on 127.0.0.1, port "), line);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void pageIsServedOnceAndNoMoreWhenItIsClosed() {
    String address = page.address();
    assertEquals(address, page.open(new WebPlan(WebPlan.LOOPBACK, 0, null)));
    var elsewhere = new WebPlan(WebPlan.LOOPBACK, 1, null);
    String line = assertThrows(BadInputException.class, () -> page.open(elsewhere)).getMessage();
    assertTrue(line.startsWith("the page is served already, at http://127.0.0.1:"), line);
    assertFalse(line.contains(token), line);

    page.close();

    assertThrows(IOException.class, () -> get("/"));
    assertEquals(null, page.address());
  }

  /** Server-sent events, as they come. */
  private static final class EventReader implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;

    EventReader(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket
          .getOutputStream()
          .write(
              "GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      lines =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Reads on until an event of a kind comes whose data holds a word. */
    void await(String kind, String word) throws IOException {
      String is = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("event: ")) {
          is = line.substring("event: ".length());
        } else if (line.startsWith("data: ") && is.equals(kind) && line.contains(word)) {
          return;
        }
      }
      throw new IOException("no event " + kind + " with " + word);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
