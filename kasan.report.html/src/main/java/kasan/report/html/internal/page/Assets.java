// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What goes into each page as it lies in the bundle, and the digests that let a browser run it. */
final class Assets {
  /** Where the webjar has it; its version stands in the root pom too. */
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/";

  static final String UPLOT_SCRIPT = text(UPLOT + "dist/uPlot.iife.min.js");
  static final String UPLOT_STYLE = text(UPLOT + "dist/uPlot.min.css");
  static final String UPLOT_LICENCE = text(UPLOT + "LICENSE");
  static final String SCRIPT = text("report.js");
  static final String STYLE = text("report.css");

  private Assets() {}

  private static String text(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As a content security policy names a script or style (CSP level 3, 2.3.1). */
  static String digest(String text) {
    try {
      byte[] sha256 =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
