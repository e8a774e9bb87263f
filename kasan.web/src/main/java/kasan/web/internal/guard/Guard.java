// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.guard;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import kasan.web.internal.json.Refusals;
import org.jspecify.annotations.Nullable;

/**
 * Every request passes here first. Whoever addresses this machine by a name of ours may read;
 * whoever wants to change something must also bring the token, and must not be a page from
 * elsewhere.
 */
public final class Guard extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");
  private static final String BEARER = "Bearer ";

  /** What browsers are told of every answer: nothing from elsewhere, nothing inline, no frames. */
  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " object-src 'none'",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Referrer-Policy",
          "no-referrer",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY");

  private final transient HostNames names;
  private final transient Token token;

  /**
   * @param names by which this machine may be addressed
   * @param token that changes need
   */
  public Guard(HostNames names, Token token) {
    this.names = names;
    this.token = token;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HEADERS.forEach(response::setHeader);
    String host = request.getHeader("Host");
    if (!names.admit(host, request.getLocalAddr())) {
      Refusals.send(
          response, HttpServletResponse.SC_FORBIDDEN, "this server has another name than that");
    } else if (READS.contains(request.getMethod())) {
      chain.doFilter(request, response);
    } else if (isFromElsewhere(request, host)) {
      Refusals.send(
          response, HttpServletResponse.SC_FORBIDDEN, "a page from elsewhere may change nothing");
    } else if (!token.is(brought(request))) {
      response.setHeader("WWW-Authenticate", "Bearer");
      Refusals.send(
          response,
          HttpServletResponse.SC_UNAUTHORIZED,
          "this needs the token that the shell has printed with the address");
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Browsers say where a page that asks is from; other programs do not. */
  private static boolean isFromElsewhere(HttpServletRequest request, @Nullable String host) {
    String site = request.getHeader("Sec-Fetch-Site");
    String origin = request.getHeader("Origin");
    return site != null && !OWN_PAGES.contains(site)
        || origin != null && !origin.equalsIgnoreCase("http://" + host);
  }

  private static @Nullable String brought(HttpServletRequest request) {
    String authorization = request.getHeader("Authorization");
    return authorization != null && authorization.startsWith(BEARER)
        ? authorization.substring(BEARER.length())
        : request.getHeader("X-Kasan-Token");
  }
}
