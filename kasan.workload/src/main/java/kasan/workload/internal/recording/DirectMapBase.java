// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.Arrays;
import java.util.TreeMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.PageFlags;
import org.jspecify.annotations.Nullable;

/**
 * Infers where the direct map starts, from events.
 *
 * <p>A new slab, or a kmalloc too large for any cache, is a page allocation that the object of an
 * allocation on the same CPU lies in soon after. Address minus page frame gives the start, and only
 * one in many thousands of such differences is a whole GiB by chance. Where a trace has too few of
 * these, the addresses of objects are laid over the slab pages that /proc/kpageflags knew: few
 * starts put most of them there.
 */
final class DirectMapBase {
  /** Votes that settle it when they agree, so that no more events need be looked at. */
  private static final int ENOUGH = 8;

  /** Votes that settle it when there is no other: one by chance is rare, several alike are not. */
  private static final int ENOUGH_UNANIMOUS = 4;

  /** Agreement, in percent. */
  private static final int MAJORITY = 80;

  /**
   * 64 GiB. KASLR moves the map by anything up to 64 TiB, so a map that starts less than this below
   * the objects, at the place without KASLR, was hardly moved.
   */
  private static final long LIKELY_FRAMES = 1L << (36 - RecordedX86.PAGE_SHIFT);

  private static final int SAMPLE = 4096;
  private static final int MAX_CPUS = 1 << 13;
  private static final long SLAB = 1 << 7;
  private static final int SHIFT = RecordedX86.DIRECT_MAP_ALIGN_SHIFT;
  private static final int PAGE_SHIFT = RecordedX86.PAGE_SHIFT;

  private final TreeMap<Long, int[]> votes = new TreeMap<>();
  private int cast;
  private int mostVotes;
  private long favourite;

  private final long[] lastPfn = new long[MAX_CPUS];
  private final byte[] lastOrder = new byte[MAX_CPUS];

  private final long[] sample = new long[SAMPLE];
  private int sampled;
  private long lowest = -1;
  private long highest;

  DirectMapBase() {
    Arrays.fill(lastPfn, -1);
  }

  /** Takes events into account. */
  void look(EventBatch batch) {
    for (int i = 0; i < batch.size; i++) {
      EventKind kind = batch.kind[i];
      int cpu = batch.cpu[i] & (MAX_CPUS - 1);
      if (kind == EventKind.PAGE_ALLOC) {
        lastPfn[cpu] = batch.address[i];
        lastOrder[cpu] = (byte) batch.order[i];
      } else if (kind == EventKind.KMALLOC || kind == EventKind.CACHE_ALLOC) {
        object(batch.address[i], cpu);
      } else if (kind == EventKind.KFREE || kind == EventKind.CACHE_FREE) {
        span(batch.address[i]);
      }
    }
  }

  private void object(long address, int cpu) {
    span(address);
    if (sampled < SAMPLE) {
      sample[sampled++] = address;
    }
    if (lastPfn[cpu] < 0) {
      return;
    }
    long difference = address - (lastPfn[cpu] << PAGE_SHIFT);
    long base = difference >>> SHIFT << SHIFT;
    if (difference - base < 1L << (PAGE_SHIFT + lastOrder[cpu])) {
      int count = ++votes.computeIfAbsent(base, b -> new int[1])[0];
      cast++;
      if (count > mostVotes) {
        mostVotes = count;
        favourite = base;
      }
      lastPfn[cpu] = -1; // a page has one vote
    }
  }

  private void span(long address) {
    if (lowest == -1 || Long.compareUnsigned(address, lowest) < 0) {
      lowest = address;
    }
    if (Long.compareUnsigned(address, highest) > 0) {
      highest = address;
    }
  }

  /** Whether pages and their objects have said enough. */
  boolean settled() {
    return mostVotes >= ENOUGH && mostVotes * 100 >= cast * MAJORITY
        || mostVotes >= ENOUGH_UNANIMOUS && mostVotes == cast;
  }

  /** The highest address of an object; 0 when there is none. */
  long highestAddress() {
    return highest;
  }

  /**
   * Where the direct map starts; null when nothing can tell.
   *
   * @param flags of the pages at the start of the trace
   * @param frames of the machine
   */
  @Nullable Long decide(@Nullable PageFlags flags, long frames) {
    if (settled()) {
      return favourite;
    }
    if (highest == 0) {
      return RecordedX86.DIRECT_MAP_BASES[0]; // no object: it does not matter
    }
    if (flags != null) {
      Long base = bySlabPages(flags);
      if (base != null) {
        return base;
      }
    }
    if (mostVotes > 1 && mostVotes * 100 >= cast * MAJORITY) {
      return favourite;
    }
    long reach = Math.max(2 * frames, LIKELY_FRAMES);
    for (long base : RecordedX86.DIRECT_MAP_BASES) {
      boolean agrees = mostVotes == 0 || favourite == base;
      if (agrees
          && Long.compareUnsigned(lowest, base) >= 0
          && highest - base >>> PAGE_SHIFT < reach) {
        return base;
      }
    }
    return null;
  }

  private @Nullable Long bySlabPages(PageFlags flags) {
    long top = lowest >>> SHIFT << SHIFT;
    long steps = (flags.frames() >>> (SHIFT - PAGE_SHIFT)) + 1;
    long best = 0;
    int most = 0;
    int second = 0;
    for (long step = 0; step < steps; step++) {
      long base = top - (step << SHIFT);
      int hits = hits(flags, base);
      if (hits > most) {
        second = most;
        most = hits;
        best = base;
      } else {
        second = Math.max(second, hits);
      }
    }
    return most * 2 > sampled && most > second * 2 ? best : null;
  }

  private int hits(PageFlags flags, long base) {
    int hits = 0;
    for (int i = 0; i < sampled; i++) {
      long pfn = (sample[i] - base) >>> PAGE_SHIFT;
      if (pfn < flags.frames() && (flags.at(pfn) & SLAB) != 0) {
        hits++;
      }
    }
    return hits;
  }
}
