// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Small logs written by hand after what kernels of an era print. */
public final class Fixtures {
  private Fixtures() {}

  /** The text of a fixture. */
  public static String text(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream(name + ".txt")) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<ParsedReport> reports(String name) {
    return RealReports.parse(text(name)).reports();
  }
}
