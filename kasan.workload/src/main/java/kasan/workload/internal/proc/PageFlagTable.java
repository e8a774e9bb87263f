// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.workload.PageFlags;

/**
 * /proc/kpageflags, one little-endian u64 a frame, kept small: a machine has few distinct words, so
 * a frame is a byte (or two, past 256 words) that numbers its word, in chunks; a chunk whose frames
 * are all alike is one shared array.
 */
public final class PageFlagTable implements PageFlags {
  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int MAX_WORDS = 1 << 16;

  /** Low byte of the number of each frame's word, by chunk. */
  private byte[][] low = new byte[64][];

  /** High byte; the shared {@link #zeros} while there are no more than 256 words. */
  private byte[][] high = new byte[64][];

  /** Whether a chunk is one of the shared arrays. */
  private boolean[] flat = new boolean[64];

  private int chunks;

  private final byte[] zeros = new byte[CHUNK];
  private final List<byte[]> uniform = new ArrayList<>();
  private final WordNumbers words = new WordNumbers();
  private final long frames;

  private PageFlagTable(InputStream in, String label) throws IOException {
    byte[] bytes = new byte[CHUNK * Long.BYTES];
    long[] content = new long[CHUNK];
    LongBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
    long count = 0;
    int read;
    do {
      read = in.readNBytes(bytes, 0, bytes.length);
      if (read % Long.BYTES != 0) {
        throw new BadInputException(
            label
                + ": truncated after "
                + (count * Long.BYTES + read)
                + " bytes; expected a whole number of 8-byte words, one a page frame");
      }
      if (read > 0) {
        view.get(0, content);
        chunk(content, read / Long.BYTES);
        count += read / Long.BYTES;
      }
      if (words.size() > MAX_WORDS) {
        throw new BadInputException(
            label + ": more than " + MAX_WORDS + " distinct words; expected flags of page frames");
      }
    } while (read == bytes.length);
    if (count == 0) {
      throw new BadInputException(label + ": empty; expected one 8-byte word a page frame");
    }
    frames = count;
  }

  /** Reads all of a stream. */
  static PageFlagTable read(InputStream in, String label) throws IOException {
    return new PageFlagTable(in, label);
  }

  /** Stores a chunk, run by run of equal words. */
  private void chunk(long[] content, int length) {
    int end = runEnd(content, 0, length);
    int number = words.of(content[0]);
    if (end == length) {
      add(uniform(number & 0xff), uniform(number >>> 8), true);
      return;
    }
    byte[] lows = new byte[CHUNK];
    byte[] highs = zeros;
    int start = 0;
    while (true) {
      for (int i = start; i < end; i++) {
        lows[i] = (byte) number;
      }
      if (number > 0xff) {
        highs = highs == zeros ? new byte[CHUNK] : highs;
        Arrays.fill(highs, start, end, (byte) (number >>> 8));
      }
      if (end == length) {
        break;
      }
      start = end;
      end = runEnd(content, start, length);
      number = words.of(content[start]);
    }
    add(lows, highs, false);
  }

  private void add(byte[] lows, byte[] highs, boolean alike) {
    if (chunks == low.length) {
      low = Arrays.copyOf(low, chunks * 2);
      high = Arrays.copyOf(high, chunks * 2);
      flat = Arrays.copyOf(flat, chunks * 2);
    }
    low[chunks] = lows;
    flat[chunks] = alike;
    high[chunks++] = highs;
  }

  /** Where the run of words equal to the one at {@code start} ends. */
  private static int runEnd(long[] content, int start, int length) {
    long word = content[start];
    int end = start + 1;
    while (end < length && content[end] == word) {
      end++;
    }
    return end;
  }

  private byte[] uniform(int value) {
    if (uniform.isEmpty()) {
      uniform.add(zeros);
    }
    while (uniform.size() <= value) {
      byte[] chunk = new byte[CHUNK];
      Arrays.fill(chunk, (byte) uniform.size());
      uniform.add(chunk);
    }
    return uniform.get(value);
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long at(long pfn) {
    if (pfn < 0 || pfn >= frames) {
      throw new IndexOutOfBoundsException("pfn " + pfn + " of " + frames);
    }
    int chunk = (int) (pfn >>> CHUNK_SHIFT);
    int i = (int) pfn & (CHUNK - 1);
    return words.word((high[chunk][i] & 0xff) << 8 | (low[chunk][i] & 0xff));
  }

  /** Goes on to the next chunk for as long as chunks are shared and the same. */
  @Override
  public long sameUntil(long pfn) {
    int chunk = (int) (pfn >>> CHUNK_SHIFT);
    byte[] lows = low[chunk];
    byte[] highs = high[chunk];
    int i = (int) pfn & (CHUNK - 1);
    byte lowByte = lows[i];
    byte highByte = highs[i];
    if (flat[chunk]) {
      do {
        chunk++;
      } while (chunk < chunks && low[chunk] == lows && high[chunk] == highs);
      return Math.min(frames, (long) chunk << CHUNK_SHIFT);
    }
    int end = (int) Math.min(CHUNK, frames - ((long) chunk << CHUNK_SHIFT));
    do {
      i++;
    } while (i < end && lows[i] == lowByte && highs[i] == highByte);
    return ((long) chunk << CHUNK_SHIFT) + i;
  }
}
