// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Input, output and errors of one verb.
 *
 * @param in what the verb reads
 * @param out the verb's result and nothing else
 * @param err one line on failure; progress
 */
public record StandardStreams(InputStream in, PrintStream out, PrintStream err) {

  /**
   * The process's own streams. Not those of {@link System}: Gogo and the log replace them, and a
   * session upon a replaced stream writes into itself for ever.
   */
  public static StandardStreams ofProcess() {
    return new StandardStreams(
        new FileInputStream(FileDescriptor.in),
        printStream(FileDescriptor.out),
        printStream(FileDescriptor.err));
  }

  private static PrintStream printStream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }
}
