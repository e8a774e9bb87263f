// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** What made a page or a picture. */
final class Product {
  /** Name and version. */
  static final String NAME = "KASAN shadow laboratory " + version();

  private Product() {}

  private static String version() {
    try (InputStream in = Product.class.getResourceAsStream("product.properties")) {
      var properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
