// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import kasan.api.arch.DirectMap;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.PageFlags;
import org.jspecify.annotations.Nullable;

/**
 * Infers where the direct map starts, from events: the address that page frame 0 has, or would
 * have, in it.
 *
 * <p>A new slab, or a kmalloc too large for any cache, is a page allocation that the object of an
 * allocation on the same CPU lies in soon after. Address minus page frame gives the start, and only
 * few of such differences are aligned as a start is by chance. Where a trace has too few of these,
 * the addresses of objects are laid over the slab pages that /proc/kpageflags knew: few starts put
 * most of them there. Page size and alignment are those of the kernels whose direct map can hold
 * the first object.
 */
final class DirectMapBase {
  /** Votes that settle it when they agree, so that no more events need be looked at. */
  private static final int ENOUGH = 8;

  /** Votes that settle it when there is no other: one by chance is rare, several alike are not. */
  private static final int ENOUGH_UNANIMOUS = 4;

  /** Agreement, in percent. */
  private static final int MAJORITY = 80;

  /**
   * 64 GiB. KASLR moves a map far, so a map that starts less than this below the objects, at the
   * place without KASLR, was hardly moved.
   */
  private static final int LIKELY_BYTES_SHIFT = 36;

  private static final int SAMPLE = 4096;
  private static final int MAX_CPUS = 1 << 13;
  private static final long SLAB = 1 << 7;

  private final KnownKernels known;
  private int alignShift;
  private int pageShift = -1;

  private final TreeMap<Long, int[]> votes = new TreeMap<>();
  private int cast;
  private int mostVotes;
  private long favourite;

  private final long[] lastPfn = new long[MAX_CPUS];
  private final byte[] lastOrder = new byte[MAX_CPUS];
  private long lowestPfn = Long.MAX_VALUE;

  private final long[] sample = new long[SAMPLE];
  private int sampled;
  private long lowest = -1;
  private long highest;

  DirectMapBase(KnownKernels known) {
    this.known = known;
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
        lowestPfn = Math.min(lowestPfn, batch.address[i]);
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
    if (pageShift < 0) {
      chooseShifts(address);
    }
    long difference = address - (lastPfn[cpu] << pageShift);
    long base = aligned(difference);
    if (difference - base < 1L << (pageShift + lastOrder[cpu])) {
      int count = ++votes.computeIfAbsent(base, b -> new int[1])[0];
      cast++;
      if (count > mostVotes) {
        mostVotes = count;
        favourite = base;
      }
      lastPfn[cpu] = -1; // a page has one vote
    }
  }

  /** The loosest alignment of those that are possible: it fits the others, too. */
  private void chooseShifts(long address) {
    List<DirectMap> possible = known.holding(address);
    pageShift = 0;
    alignShift = Long.SIZE - 1;
    for (DirectMap map : possible) {
      pageShift = Math.max(pageShift, new KernelKind(List.of(map)).facts().pageShift());
      alignShift = Math.min(alignShift, map.alignShift());
    }
  }

  private long aligned(long address) {
    return address >>> alignShift << alignShift;
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

  /** The lowest address of an object; -1 when there is none. */
  long lowestAddress() {
    return lowest;
  }

  /** The highest address of an object; 0 when there is none. */
  long highestAddress() {
    return highest;
  }

  /** The start that most pages and their objects agree on; null when there is no vote. */
  @Nullable Long favourite() {
    return mostVotes == 0 ? null : favourite;
  }

  /**
   * Whether page frame 0 of a map can be there.
   *
   * @param ramStart where RAM starts, in bytes; null when nobody tells
   */
  boolean agrees(DirectMap map, long base, @Nullable Long ramStart) {
    if (ramStart != null || map.origin() != DirectMap.Origin.RAM_START) {
      return base == unmoved(map, ramStart);
    }
    long framesBelow = map.start() - base >>> pageShift;
    return Long.compareUnsigned(framesBelow, lowestPfn) <= 0;
  }

  /** Where page frame 0 is in a map that nothing has moved. */
  private static long unmoved(DirectMap map, @Nullable Long ramStart) {
    if (ramStart == null || map.origin() == DirectMap.Origin.FRAME_ZERO_MOVABLE) {
      return map.start();
    }
    return map.start() - (ramStart & -1L << map.alignShift());
  }

  /**
   * Where the direct map starts; null when nothing can tell.
   *
   * @param kind of the kernel
   * @param flags of the pages at the start of the trace
   * @param frames of the machine
   * @param ramStart where RAM starts, in bytes; null when nobody tells
   */
  @Nullable Long decide(
      KernelKind kind, @Nullable PageFlags flags, long frames, @Nullable Long ramStart) {
    if (settled()) {
      return favourite;
    }
    if (highest == 0) {
      return unmoved(kind.maps().get(0), ramStart); // no object: it does not matter
    }
    if (flags != null) {
      Long base = bySlabPages(kind, flags);
      if (base != null) {
        return base;
      }
    }
    if (mostVotes > 1 && mostVotes * 100 >= cast * MAJORITY) {
      return favourite;
    }
    int shift = kind.facts().pageShift();
    long likely = Math.max(2 * frames, 1L << LIKELY_BYTES_SHIFT - shift);
    for (DirectMap map : kind.maps()) {
      boolean exact = ramStart != null && map.origin() == DirectMap.Origin.RAM_START;
      long reach = exact ? frames : likely;
      long base = unmoved(map, ramStart);
      boolean agrees = mostVotes == 0 || favourite == base;
      if (agrees
          && Long.compareUnsigned(lowest, map.start()) >= 0
          && highest - base >>> shift < reach) {
        return base;
      }
    }
    return null;
  }

  private @Nullable Long bySlabPages(KernelKind kind, PageFlags flags) {
    int shift = kind.facts().pageShift();
    int align = kind.maps().get(0).alignShift();
    long top = lowest >>> align << align;
    long steps = (flags.frames() >>> (align - shift)) + 1;
    long best = 0;
    int most = 0;
    int second = 0;
    for (long step = 0; step < steps; step++) {
      long base = top - (step << align);
      int hits = hits(flags, base, shift);
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

  private int hits(PageFlags flags, long base, int shift) {
    int hits = 0;
    for (int i = 0; i < sampled; i++) {
      long pfn = (sample[i] - base) >>> shift;
      if (pfn < flags.frames() && (flags.at(pfn) & SLAB) != 0) {
        hits++;
      }
    }
    return hits;
  }
}
