// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.json;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers of one line that say why there is no other. */
public final class Refusals {
  private Refusals() {}

  /** Answers {@code {"error": line}}. */
  public static void send(HttpServletResponse response, int status, String line)
      throws IOException {
    byte[] body = Json.bytes(Map.of("error", line));
    response.setStatus(status);
    response.setContentType(Json.TYPE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
