// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Small files by which the kernel is told what to do; one write is one command.
 *
 * <p>Streams, not channels: a channel that an interrupted thread opens closes at once, and what
 * must be undone after an interrupt would stay as it is.
 */
public final class ControlFile {
  private ControlFile() {}

  /** Writes a command. */
  public static void write(Path file, String text) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(text.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new IOException("cannot write '" + text + "' to " + file + ": " + e.getMessage(), e);
    }
  }

  /** What it says, without blanks around it. */
  public static String read(Path file) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      return new String(in.readAllBytes(), US_ASCII).strip();
    }
  }
}
