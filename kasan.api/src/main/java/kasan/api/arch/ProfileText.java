// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A boot profile of a machine of an architecture: what one kernel takes of RAM before it is up.
 *
 * @param arch name of the architecture
 * @param name for {@code --profile}
 * @param kernel in words, such as {@code a small x86-64 kernel}
 * @param text lines {@code key=value}, as in a profile that a user writes
 */
public record ProfileText(String arch, String name, String kernel, String text) {
  /**
   * Reads one from the file {@code NAME.properties} beside a class.
   *
   * @throws IllegalStateException when there is none
   */
  public static ProfileText beside(Class<?> owner, String arch, String name, String kernel) {
    try (InputStream in = owner.getResourceAsStream(name + ".properties")) {
      if (in == null) {
        throw new IllegalStateException("resource of profile " + name);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new ProfileText(arch, name, kernel, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
