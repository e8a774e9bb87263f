// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.io.IOException;
import kasan.workload.internal.format.BinaryInput;

/** Pages of the ring buffer of one CPU, one after the other; compressed in chunks, or not. */
final class ChunkedPages implements RawPages {
  private final BinaryInput in;
  private final Compression compression;
  private final boolean compressed;
  private long left;
  private byte[] chunk = new byte[0];
  private int at;

  /**
   * @param in at the first of them
   */
  ChunkedPages(BinaryInput in, DatContents.Part part, Compression compression) throws IOException {
    this.in = in;
    this.compression = compression;
    this.compressed = part.compressed();
    this.left = compressed ? in.u32("the number of chunks") : part.bytes();
  }

  @Override
  public boolean read(byte[] page) throws IOException {
    int filled = 0;
    while (filled < page.length) {
      if (at < chunk.length) {
        int part = Math.min(chunk.length - at, page.length - filled);
        System.arraycopy(chunk, at, page, filled, part);
        at += part;
        filled += part;
      } else if (left == 0) {
        break;
      } else if (compressed) {
        chunk = compression.chunk(in);
        at = 0;
        left--;
      } else {
        int wanted = (int) Math.min(left, page.length - filled);
        int read = in.read(page, filled, wanted);
        if (read < wanted) {
          throw in.bad("the file ends within a page of the ring buffer; it is truncated");
        }
        filled += read;
        left -= read;
      }
    }
    if (filled > 0 && filled < page.length) {
      throw in.bad("the ring buffer of a CPU ends within a page; the file is damaged");
    }
    return filled > 0;
  }

  @Override
  public RuntimeException bad(String complaint) {
    return in.bad(complaint);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
