// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stored bytes of which one can ask how many have been read. One thread reads, any may ask. */
final class CountedInput extends FilterInputStream {
  private final long all;
  private volatile long done;

  /**
   * @param all bytes that there are; negative where nobody knows
   */
  CountedInput(InputStream in, long all) {
    super(in);
    this.all = all;
  }

  /** The part that has been read; negative where nobody knows. */
  double share() {
    return all <= 0 ? -1 : Math.min(1, (double) done / all);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // only who reads writes
  private long count(long bytes) {
    if (bytes > 0) {
      done += bytes;
    }
    return bytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return (int) count(super.read(bytes, offset, length));
  }

  @Override
  public long skip(long bytes) throws IOException {
    return count(super.skip(bytes));
  }

  /** Nobody goes back. */
  @Override
  public boolean markSupported() {
    return false;
  }
}
