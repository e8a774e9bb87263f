// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Small files by which the kernel is told what to do; one write is one command. */
final class ControlFile {
  private ControlFile() {}

  static void write(Path file, String text) throws IOException {
    try {
      Files.write(file, text.getBytes(US_ASCII), StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("cannot write '" + text + "' to " + file + ": " + e.getMessage(), e);
    }
  }

  static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), US_ASCII).strip();
  }
}
