// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

  /** Low byte of the number of each frame's word. */
  private final List<byte[]> low = new ArrayList<>();

  /** High byte; the shared {@link #zeros} while there are no more than 256 words. */
  private final List<byte[]> high = new ArrayList<>();

  private final byte[] zeros = new byte[CHUNK];
  private final List<byte[]> uniform = new ArrayList<>();
  private final WordNumbers words = new WordNumbers();
  private final long frames;

  private PageFlagTable(InputStream in, String label) throws IOException {
    byte[] bytes = new byte[CHUNK * Long.BYTES];
    ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] numbers = new int[CHUNK];
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
      int chunk = read / Long.BYTES;
      if (chunk > 0) {
        number(view, numbers, chunk, label);
        store(numbers, chunk);
        count += chunk;
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

  private void number(ByteBuffer view, int[] numbers, int chunk, String label) {
    long lastWord = 0;
    int lastNumber = words.of(0);
    for (int i = 0; i < chunk; i++) {
      long word = view.getLong(i << 3);
      if (word != lastWord) {
        lastWord = word;
        lastNumber = words.of(word);
      }
      numbers[i] = lastNumber;
    }
    if (words.size() > MAX_WORDS) {
      throw new BadInputException(
          label
              + ": more than "
              + MAX_WORDS
              + " distinct words; expected the flags of page frames");
    }
  }

  private void store(int[] numbers, int chunk) {
    int first = numbers[0];
    boolean same = true;
    boolean wide = false;
    for (int i = 0; i < chunk; i++) {
      same &= numbers[i] == first;
      wide |= numbers[i] > 0xff;
    }
    if (same) {
      low.add(uniform(first & 0xff));
      high.add(uniform(first >>> 8));
      return;
    }
    byte[] lows = new byte[CHUNK];
    byte[] highs = wide ? new byte[CHUNK] : zeros;
    for (int i = 0; i < chunk; i++) {
      lows[i] = (byte) numbers[i];
      if (wide) {
        highs[i] = (byte) (numbers[i] >>> 8);
      }
    }
    low.add(lows);
    high.add(highs);
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
    return words.word((high.get(chunk)[i] & 0xff) << 8 | (low.get(chunk)[i] & 0xff));
  }

  /** Goes on to the next chunk for as long as chunks are shared and the same. */
  @Override
  public long sameUntil(long pfn) {
    int chunk = (int) (pfn >>> CHUNK_SHIFT);
    byte[] lows = low.get(chunk);
    byte[] highs = high.get(chunk);
    int i = (int) pfn & (CHUNK - 1);
    byte lowByte = lows[i];
    byte highByte = highs[i];
    if (uniform(lows) && uniform(highs)) {
      do {
        chunk++;
      } while (chunk < low.size() && low.get(chunk) == lows && high.get(chunk) == highs);
      return Math.min(frames, (long) chunk << CHUNK_SHIFT);
    }
    long end = Math.min(frames, (long) (chunk + 1) << CHUNK_SHIFT);
    long at = pfn + 1;
    for (i++; at < end && lows[i] == lowByte && highs[i] == highByte; i++) {
      at++;
    }
    return at;
  }

  private boolean uniform(byte[] chunk) {
    int value = chunk[0] & 0xff;
    return value < uniform.size() && uniform.get(value) == chunk;
  }
}
