// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.zip.CRC32;

/** A file of the page. */
public final class PageFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml");

  private final String type;
  private final byte[] bytes;
  private final String tag;

  private PageFile(String type, byte[] bytes, String tag) {
    this.type = type;
    this.bytes = bytes;
    this.tag = tag;
  }

  /** Type of its contents, as HTTP has it. */
  String type() {
    return type;
  }

  /** Its size. */
  int length() {
    return bytes.length;
  }

  /** A word that changes with its contents. */
  String tag() {
    return tag;
  }

  /** Writes its contents. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  /**
   * Reads one that lies beside a class.
   *
   * @param name relative to the class, with one of the endings that are known
   */
  public static PageFile read(Class<?> beside, String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null || type == null) {
        throw new IllegalArgumentException("no file " + name);
      }
      byte[] bytes = in.readAllBytes();
      var sum = new CRC32();
      sum.update(bytes);
      return new PageFile(type, bytes, "\"" + bytes.length + "-" + sum.getValue() + "\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
