// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import kasan.lab.api.Progress;

/** Bytes that show how far they have been read, in kB. */
final class ShownInput extends FilterInputStream {
  private static final int KB_SHIFT = 10;

  private final Progress progress;
  private long bytes;

  /**
   * @param all bytes that there are; 0 where nobody knows
   * @param progress counts kB
   */
  ShownInput(InputStream in, long all, Progress progress) {
    super(in);
    this.progress = progress;
    progress.of(all >> KB_SHIFT);
  }

  private int count(int read) {
    bytes += Math.max(0, read);
    progress.at(bytes >> KB_SHIFT);
    return read;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    return count(super.read(into, offset, length));
  }
}
