// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.run.Runs;
import kasan.web.internal.json.Json;
import kasan.web.internal.json.Refusal;
import kasan.web.internal.json.Refusals;
import kasan.web.internal.live.Feed;

/** All that is asked for below {@code /api/} and answered at once. */
public final class ApiServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** The largest body of a request. */
  static final int MOST_BYTES = 64 << 10;

  private static final int FAILED = 500;

  private final transient Routes routes = new Routes();

  /**
   * @param feed that follows the runs
   */
  public ApiServlet(Runs runs, InventoryService inventory, Bundles bundles, Feed feed) {
    new RunRoutes(runs, feed).addTo(routes);
    new LookRoutes(runs).addTo(routes);
    new LabRoutes(inventory, bundles).addTo(routes);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
    try {
      Routes.Found found = routes.find(method, path(request));
      Answer answer = found.handler().handle(call(found.name(), request));
      send(response, answer);
    } catch (Routes.WrongMethod e) {
      response.setHeader("Allow", e.allowed());
      Refusals.send(response, Refusal.NOT_ALLOWED, "expected " + e.allowed());
    } catch (Refusal e) {
      if (e.status() == Refusal.TOO_LARGE) {
        response.setHeader("Connection", "close");
      }
      Refusals.send(response, e.status(), e.line());
    } catch (BadInputException e) {
      Refusals.send(response, Refusal.BAD_REQUEST, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Refusals.send(response, Refusal.UNAVAILABLE, "stopped waiting");
    } catch (RuntimeException e) {
      getServletContext().log("failed to answer", e);
      Refusals.send(response, FAILED, "failed: " + e);
    }
  }

  private static void send(HttpServletResponse response, Answer answer) throws IOException {
    byte[] body = Json.bytes(answer.tree());
    response.setStatus(answer.status());
    response.setContentType(Json.TYPE);
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static List<String> path(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static Call call(String name, HttpServletRequest request) throws IOException {
    Map<String, String> query = new TreeMap<>();
    if (!request.getMethod().equals("POST")) { // of a post, parameters would be read from its body
      request.getParameterMap().forEach((key, values) -> query.put(key, values[0]));
    }
    return new Call(name, query, body(request));
  }

  private static ObjectNode body(HttpServletRequest request) throws IOException {
    if (!request.getMethod().equals("POST")) {
      return Json.object(new byte[0]);
    }
    byte[] bytes =
        request.getContentLengthLong() > MOST_BYTES
            ? new byte[MOST_BYTES + 1]
            : request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new Refusal(Refusal.TOO_LARGE, "a request has " + MOST_BYTES + " bytes at most");
    }
    return Json.object(bytes);
  }
}
