// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import kasan.web.internal.json.Refusal;
import kasan.web.internal.json.Refusals;

/**
 * The page's own files. They are held by the names under which they are asked for, so no path leads
 * to any other.
 */
public final class PageServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient Map<String, PageFile> files;

  /**
   * @param files by path
   */
  public PageServlet(Map<String, PageFile> files) {
    this.files = Map.copyOf(files);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    // as the default servlet of its context it has no path of its own
    String path = request.getRequestURI().substring(request.getContextPath().length());
    PageFile file = files.get(path.equals("/") ? "/index.html" : path);
    if (file == null) {
      Refusals.send(response, Refusal.NOT_FOUND, "nothing is there");
      return;
    }
    response.setHeader("Cache-Control", "no-cache");
    response.setHeader("ETag", file.tag());
    if (file.tag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(file.type());
    response.setContentLength(file.length());
    file.writeTo(response.getOutputStream());
  }
}
