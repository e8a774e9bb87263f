// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where objects start, one bit for each 8 bytes of those pages that have any, and a number that
 * stands with such a page. A start is the offset in the direct map divided by 8.
 */
final class StartBitmaps {
  /** log2 of the least alignment of an object (ARCH_SLAB_MINALIGN). */
  static final int SHIFT = 3;

  private static final int CHUNK_SHIFT = 9;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int WORD_SHIFT = 6;

  /** log2 of the starts in a page. */
  private final int startsShift;

  private final int wordsShift;
  private final int[] @Nullable [] rooms;
  private long[] bits;
  private int[] notes;
  private int[] vacant = new int[64];
  private int vacantCount;
  private int roomCount;

  StartBitmaps(long frames, int pageShift) {
    startsShift = pageShift - SHIFT;
    wordsShift = startsShift - WORD_SHIFT;
    rooms = new int[(int) ((frames + CHUNK - 1) >>> CHUNK_SHIFT)][];
    bits = new long[64 << wordsShift];
    notes = new int[64];
  }

  private int room(long page) {
    int[] chunk = rooms[(int) (page >>> CHUNK_SHIFT)];
    return chunk == null ? -1 : chunk[(int) page & (CHUNK - 1)] - 1;
  }

  private int makeRoom(long page) {
    int index = (int) (page >>> CHUNK_SHIFT);
    int[] chunk = rooms[index];
    if (chunk == null) {
      chunk = new int[CHUNK];
      rooms[index] = chunk;
    }
    int at = (int) page & (CHUNK - 1);
    if (chunk[at] == 0) {
      int room = vacantCount > 0 ? vacant[--vacantCount] : roomCount++;
      if (room == notes.length) {
        notes = Arrays.copyOf(notes, room * 2);
        bits = Arrays.copyOf(bits, bits.length * 2);
      }
      chunk[at] = room + 1;
    }
    return chunk[at] - 1;
  }

  /** The number that stands with a page, or -1 when it has no bitmap. */
  int note(long page) {
    int room = room(page);
    return room < 0 ? -1 : notes[room];
  }

  /** Puts a number to a page. */
  void setNote(long page, int note) {
    int room = makeRoom(page);
    notes[room] = note;
  }

  /** Marks a start, and puts a number to its page. */
  void set(long start, int note) {
    int room = makeRoom(start >>> startsShift);
    notes[room] = note;
    bits[word(room, start)] |= 1L << start;
  }

  void clear(long start) {
    int room = room(start >>> startsShift);
    bits[word(room, start)] &= ~(1L << start);
  }

  private int word(int room, long start) {
    return (room << wordsShift) + (int) (start >>> WORD_SHIFT & (1L << wordsShift) - 1);
  }

  /** Gives up the bitmap of a page, and all starts in it. */
  void drop(long page) {
    int room = room(page);
    if (room >= 0) {
      Arrays.fill(bits, room << wordsShift, (room + 1) << wordsShift, 0);
      int[] chunk = rooms[(int) (page >>> CHUNK_SHIFT)];
      if (chunk != null) {
        chunk[(int) page & (CHUNK - 1)] = 0;
      }
      if (vacantCount == vacant.length) {
        vacant = Arrays.copyOf(vacant, vacantCount * 2);
      }
      vacant[vacantCount++] = room;
    }
  }

  /** The first start from {@code from} to before {@code end}, or -1. */
  long next(long from, long end) {
    long at = from;
    while (at < end) {
      long page = at >>> startsShift;
      if (rooms[(int) (page >>> CHUNK_SHIFT)] == null) {
        at = ((page >>> CHUNK_SHIFT) + 1) << CHUNK_SHIFT + startsShift;
        continue;
      }
      int room = room(page);
      if (room < 0) {
        at = (page + 1) << startsShift;
        continue;
      }
      long word = bits[word(room, at)] & -1L << at;
      if (word != 0) {
        long found = (at & -1L << WORD_SHIFT) + Long.numberOfTrailingZeros(word);
        return found < end ? found : -1;
      }
      at = ((at >>> WORD_SHIFT) + 1) << WORD_SHIFT;
    }
    return -1;
  }

  /** The last start before {@code end}, not before {@code from}; or -1. */
  long previous(long end, long from) {
    long at = end - 1;
    while (at >= from) {
      int room = room(at >>> startsShift);
      if (room < 0) {
        at = ((at >>> startsShift) << startsShift) - 1;
        continue;
      }
      long word = bits[word(room, at)] & -1L >>> 63 - (at & 63);
      if (word != 0) {
        long found = (at & -1L << WORD_SHIFT) + 63 - Long.numberOfLeadingZeros(word);
        return found >= from ? found : -1;
      }
      at = ((at >>> WORD_SHIFT) << WORD_SHIFT) - 1;
    }
    return -1;
  }
}
