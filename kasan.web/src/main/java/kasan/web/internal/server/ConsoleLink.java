// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** What Felix's Web Console shows where it is there: a link to the page, to look only. */
public final class ConsoleLink extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** By which the console finds it. */
  public static final Map<String, Object> PROPERTIES =
      Map.of(
          "felix.webconsole.label", "kasan",
          "felix.webconsole.title", "Runs",
          "felix.webconsole.category", "KASAN");

  private final transient InetSocketAddress address;

  /**
   * @param listener of the page
   */
  public ConsoleLink(Listener listener) {
    this.address = listener.reached();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String host = address.getAddress().getHostAddress();
    String page =
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort() + "/";
    response.setContentType("text/html");
    response.getWriter().println("<p><a href=\"" + page + "\">Runs of the laboratory</a></p>");
  }
}
