// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.function.BooleanSupplier;

/** A file that somebody writes: reading waits at its end until there is more, or it has ended. */
final class GrowingFile extends InputStream {
  private final InputStream file;
  private final BooleanSupplier ended;
  private final Pause pause;

  /**
   * @param file read on when it has grown
   * @param ended whether nobody will write any more
   */
  GrowingFile(InputStream file, BooleanSupplier ended, Pause pause) {
    this.file = file;
    this.ended = ended;
    this.pause = pause;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (true) {
      boolean last =
          ended.getAsBoolean(); // before the file is read: what was written before counts
      int read = file.read(bytes, offset, length);
      if (read >= 0 || last) {
        return read;
      }
      try {
        pause.pass();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw (IOException) new InterruptedIOException("interrupted").initCause(e);
      }
    }
  }

  @Override
  public int available() throws IOException {
    return file.available();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
