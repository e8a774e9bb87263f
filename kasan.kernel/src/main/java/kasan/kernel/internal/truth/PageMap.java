// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.truth;

import java.util.Arrays;
import kasan.api.memory.PageKind;
import org.jspecify.annotations.Nullable;

/**
 * The kind of each page frame, and the order of the allocation it belongs to: one byte a page, the
 * order above the kind. Kept in chunks of {@value #CHUNK} pages; chunks of one value are shared and
 * copied on first write, so that untouched memory costs a pointer a chunk.
 *
 * <p>A page beyond the last is {@link PageKind#NONE}. Allocations are aligned to their order, so
 * the order of any page of one leads to its first.
 */
public final class PageMap {
  /** Order of a page whose allocation is not known. */
  public static final int NO_ORDER = 15;

  /** State of a slab page whose objects are all known; beside the ordinals of {@link PageKind}. */
  public static final int KNOWN_SLAB = 11;

  /** State of an allocated page that was seen to be handed out; beside those ordinals, too. */
  public static final int FRESH = 12;

  private static final int CHUNK_SHIFT = 9;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int CODE_MASK = 15;
  private static final int ORDER_SHIFT = 4;
  private static final int BYTE_MANAGED = byteManaged();

  /** Ordinal of the kind that each code stands for. */
  private static final byte[] KIND_OF_CODE = kindOfCode();

  private final long frames;
  private final byte[][] chunks;
  private final byte[] @Nullable [] uniform = new byte[256][];

  /** Chunks that are not the same shared one as the chunk before them, one bit each. */
  private final long[] borders;

  /** Chunks that have had a known slab since they were last set as a whole, one bit each. */
  private final long[] slabby;

  private final long[] counts = new long[CODE_MASK + 1];

  private @Nullable SlabWatch watch;

  /** Codes that count as free, one bit each. */
  private final int freeCodes;

  /**
   * @param frames pfns from 0 to the end of the last one
   * @param unknownIsFree whether unknown pages count as free
   */
  public PageMap(long frames, boolean unknownIsFree) {
    this.frames = frames;
    chunks = new byte[(int) ((frames + CHUNK - 1) >>> CHUNK_SHIFT)][];
    Arrays.fill(chunks, uniform((byte) 0));
    borders = new long[(chunks.length >> 6) + 1];
    slabby = new long[(chunks.length >> 6) + 1];
    freeCodes = bit(PageKind.FREE) | (unknownIsFree ? bit(PageKind.UNKNOWN) : 0);
  }

  private static int bit(PageKind kind) {
    return 1 << kind.ordinal();
  }

  private static int byteManaged() {
    int codes = 1 << KNOWN_SLAB;
    for (PageKind kind : PageKind.values()) {
      codes |= kind.byteManaged() ? bit(kind) : 0;
    }
    return codes;
  }

  private static byte[] kindOfCode() {
    byte[] kinds = new byte[CODE_MASK + 1];
    for (int code = 0; code <= CODE_MASK; code++) {
      kinds[code] = (byte) code;
    }
    kinds[KNOWN_SLAB] = (byte) PageKind.SLAB.ordinal();
    kinds[FRESH] = (byte) PageKind.ALLOCATED.ordinal();
    return kinds;
  }

  /** Pfns from 0 to the end of the last one. */
  public long frames() {
    return frames;
  }

  private int at(long pfn) {
    if (pfn < 0 || pfn >= frames) {
      return 0;
    }
    return chunks[(int) (pfn >>> CHUNK_SHIFT)][(int) pfn & (CHUNK - 1)];
  }

  /** Ordinal of the kind of a page, or {@link #KNOWN_SLAB}. */
  public int code(long pfn) {
    return at(pfn) & CODE_MASK;
  }

  /** The kind of a page. */
  public PageKind kind(long pfn) {
    return kindOf(code(pfn));
  }

  private static PageKind kindOf(int code) {
    return PageKind.of(KIND_OF_CODE[code]);
  }

  /** Whether a page is part of a slab. */
  public boolean slab(long pfn) {
    return isSlab(code(pfn));
  }

  /** Whether a code is one of a slab page. */
  public static boolean isSlab(int code) {
    return code == KNOWN_SLAB || code == PageKind.SLAB.ordinal();
  }

  /** Order of the allocation that a page belongs to; {@link #NO_ORDER} when it is not known. */
  public int order(long pfn) {
    return at(pfn) >> ORDER_SHIFT & CODE_MASK;
  }

  /** How many pages have a kind. */
  public long count(PageKind kind) {
    long count = counts[kind.ordinal()];
    if (kind == PageKind.SLAB) {
      count += counts[KNOWN_SLAB];
    } else if (kind == PageKind.ALLOCATED) {
      count += counts[FRESH];
    }
    return count;
  }

  /** Sets the kind of pages, and the order of the allocation they form. */
  public void set(long pfn, long pages, PageKind kind, int order) {
    set(pfn, pages, kind.ordinal(), order);
  }

  /** Makes pages allocated that were seen to be handed out. */
  public void setFresh(long pfn, long pages, int order) {
    set(pfn, pages, FRESH, order);
  }

  /** Makes pages a slab. */
  public void setSlab(long pfn, long pages, boolean known, int order) {
    set(pfn, pages, known ? KNOWN_SLAB : PageKind.SLAB.ordinal(), order);
  }

  private void set(long pfn, long pages, int code, int order) {
    byte value = (byte) (order << ORDER_SHIFT | code);
    if (watch != null) {
      tell(pfn, pages, isSlab(code), watch);
    }
    long at = pfn;
    long end = pfn + pages;
    while (at < end) {
      int index = (int) (at >>> CHUNK_SHIFT);
      int from = (int) at & (CHUNK - 1);
      int to = (int) Math.min(CHUNK, from + end - at);
      byte[] chunk = chunks[index];
      boolean uniform = shared(chunk);
      counts[code] += to - from;
      if (uniform) {
        counts[chunk[0] & CODE_MASK] -= to - from;
      }
      if (to - from == CHUNK) {
        put(index, uniform(value));
      } else if (uniform) {
        put(index, chunk.clone());
      }
      if (code == KNOWN_SLAB) {
        slabby[index >> 6] |= 1L << index;
      } else if (to - from == CHUNK) {
        slabby[index >> 6] &= ~(1L << index);
      }
      if (!uniform) {
        replace(chunk, from, to, value);
      } else if (to - from < CHUNK) {
        Arrays.fill(chunks[index], from, to, value);
      }
      at += to - from;
    }
  }

  private void put(int index, byte[] chunk) {
    chunks[index] = chunk;
    mark(index);
    mark(index + 1);
  }

  /** Notes whether a border lies before a chunk. */
  private void mark(int index) {
    if (index == 0 || index >= chunks.length) {
      return;
    }
    if (chunks[index] == chunks[index - 1]) {
      borders[index >> 6] &= ~(1L << index);
    } else {
      borders[index >> 6] |= 1L << index;
    }
  }

  /** The first chunk from {@code index} on that has its bit, or the number of chunks. */
  private int nextBit(long[] bits, int index) {
    int word = index >> 6;
    if (word >= bits.length) {
      return chunks.length;
    }
    long left = bits[word] & -1L << index;
    while (left == 0) {
      if (++word == bits.length) {
        return chunks.length;
      }
      left = bits[word];
    }
    return Math.min(chunks.length, (word << 6) + Long.numberOfTrailingZeros(left));
  }

  private void replace(byte[] chunk, int from, int to, byte value) {
    for (int i = from; i < to; i++) {
      counts[chunk[i] & CODE_MASK]--;
      chunk[i] = value;
    }
  }

  private void tell(long pfn, long pages, boolean slab, SlabWatch watcher) {
    for (long page = pfn; page < pfn + pages; page++) {
      if (slab(page) != slab) {
        watcher.changed(page, slab);
      }
    }
  }

  /** Has every page told that becomes or ceases to be slab, from now on. */
  public void watch(SlabWatch watcher) {
    SlabWatch others = watch;
    watch =
        others == null
            ? watcher
            : (pfn, slab) -> {
              others.changed(pfn, slab);
              watcher.changed(pfn, slab);
            };
  }

  /** Sees pages become slab and cease to be. */
  @FunctionalInterface
  public interface SlabWatch {
    /**
     * @param pfn the page
     * @param slab what it is from now on
     */
    void changed(long pfn, boolean slab);
  }

  private boolean shared(byte[] chunk) {
    return chunk == uniform[chunk[0] & 0xFF];
  }

  private byte[] uniform(byte value) {
    byte[] chunk = uniform[value & 0xFF];
    if (chunk == null) {
      chunk = new byte[CHUNK];
      Arrays.fill(chunk, value);
      uniform[value & 0xFF] = chunk;
    }
    return chunk;
  }

  /** Whether each of the pages is free. */
  public boolean allFree(long pfn, int order) {
    for (long at = pfn, end = pfn + (1L << order); at < end; at++) {
      if ((freeCodes >> code(at) & 1) == 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether one of the pages is byte-managed. */
  public boolean anyByteManaged(long pfn, int order) {
    int from = (int) pfn & (CHUNK - 1);
    int to = from + (1 << order);
    if (pfn >= 0 && pfn + (1L << order) <= frames && to <= CHUNK) {
      byte[] chunk = chunks[(int) (pfn >>> CHUNK_SHIFT)];
      for (int i = from; i < to; i++) {
        if ((BYTE_MANAGED >> (chunk[i] & CODE_MASK) & 1) != 0) {
          return true;
        }
      }
      return false;
    }
    for (long at = pfn, end = pfn + (1L << order); at < end; at++) {
      if ((BYTE_MANAGED >> code(at) & 1) != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether all of the pages have the code and order of the first. */
  public boolean alike(long pfn, int order) {
    int first = at(pfn);
    for (long at = pfn + 1, end = pfn + (1L << order); at < end; at++) {
      if (at(at) != first) {
        return false;
      }
    }
    return true;
  }

  /** End of the run of pages that are of the same kind as {@code pfn}, at most {@code end}. */
  public long endOfKind(long pfn, long end) {
    int kind = KIND_OF_CODE[code(pfn)];
    long at = pfn + 1;
    long last = Math.min(end, frames);
    while (at < last) {
      byte[] chunk = chunks[(int) (at >>> CHUNK_SHIFT)];
      int i = (int) at & (CHUNK - 1);
      long base = at - i;
      if (i == 0 && shared(chunk) && KIND_OF_CODE[chunk[0] & CODE_MASK] == kind) {
        int same = nextBit(borders, (int) (at >>> CHUNK_SHIFT) + 1);
        at = Math.min(last, (long) same << CHUNK_SHIFT);
        continue;
      }
      int to = (int) Math.min(CHUNK, last - base);
      while (i < to && KIND_OF_CODE[chunk[i] & CODE_MASK] == kind) {
        i++;
      }
      at = base + i;
      if (i < to) {
        break;
      }
    }
    if (at >= frames && kind == KIND_OF_CODE[0]) {
      return end; // nothing from here on
    }
    return Math.min(at, end);
  }

  /** Slab pages from {@code pfn} to before {@code end}. */
  public long slabPages(long pfn, long end) {
    long count = 0;
    long last = Math.min(end, frames);
    for (long at = pfn; at < last; ) {
      byte[] chunk = chunks[(int) (at >>> CHUNK_SHIFT)];
      int from = (int) at & (CHUNK - 1);
      int to = (int) Math.min(CHUNK, from + last - at);
      if (shared(chunk)) {
        count += isSlab(chunk[0] & CODE_MASK) ? to - from : 0;
      } else {
        for (int i = from; i < to; i++) {
          count += isSlab(chunk[i] & CODE_MASK) ? 1 : 0;
        }
      }
      at += to - from;
    }
    return count;
  }

  /** The first page of a known slab from {@code pfn} on, or {@code end}. */
  public long nextKnownSlab(long pfn, long end) {
    if (counts[KNOWN_SLAB] == 0) {
      return end;
    }
    long at = pfn;
    long last = Math.min(end, frames);
    while (at < last) {
      int index = (int) (at >>> CHUNK_SHIFT);
      int slab = nextBit(slabby, index);
      if (slab != index) {
        at = (long) slab << CHUNK_SHIFT;
      } else if (code(at) == KNOWN_SLAB) {
        return at;
      } else {
        at++;
      }
    }
    return end;
  }
}
