// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.SplittableRandom;
import kasan.api.workload.EventKind;
import kasan.workload.internal.load.LoadProfile.Request;

/**
 * Asks for memory as a mix says, frees it when its life is over, and lets code access what is in
 * use. Lives are counted in requests, and grow with the number of jobs that ask side by side.
 */
final class Asking {
  private static final int FIRST_PID = 1000;
  private static final long ACCESS_BYTES = 8;
  private static final long LARGEST_OFFSET = 1L << 12;
  private static final int TRIES = 8;
  private static final int SLAB = 0;
  private static final int STACK = 1;
  private static final int GLOBAL = 2;
  private static final int VMALLOC = 3;
  private static final EventKind[] KINDS = EventKind.values();

  private final Rows rows;
  private final SplittableRandom random;
  private final PendingFrees pending = new PendingFrees();
  private final int accesses;
  private final long[] mix;
  private final long allWeights;
  private final int jobs;
  private final long pageBytes;
  private final long stackBytes;
  private long requests;
  private long nextHandle = 1L << 32;
  private long nextTask = 1;

  Asking(Rows rows, SplittableRandom random, LoadShape shape, int jobs, long page, long stack) {
    this.rows = rows;
    this.random = random;
    this.accesses = shape.accesses();
    this.jobs = jobs;
    this.pageBytes = page;
    this.stackBytes = stack;
    mix = new long[shape.mix().size()];
    long sum = 0;
    for (int i = 0; i < mix.length; i++) {
      sum += shape.mix().get(i);
      mix[i] = sum;
    }
    allWeights = sum;
  }

  /** Rows that one request takes at the most, frees aside. */
  int mostRows() {
    return accesses + 2;
  }

  /** Frees what is due, as far as there is room for; false when there is more. */
  boolean freeDue(int keepRows) {
    while (pending.nextDue() <= requests) {
      if (rows.room() <= keepRows) {
        return false;
      }
      rows.free(freeOf(KINDS[pending.kind(0)]), pending.handle(0));
      pending.remove();
    }
    return true;
  }

  /** The next request of a mix, from one of the jobs. */
  void next(Mix drawn, long scaleNumerator, long scaleDenominator) {
    rows.process(FIRST_PID + random.nextInt(jobs));
    int number = drawn.draw(random);
    Request request = drawn.request(number);
    long life = drawn.life(number, random);
    requests++;
    if (life == 0) {
      long handle = request(request.kind(), request.bytes(), request.extra(), request.name());
      rows.evictable(handle, 0);
    } else {
      ask(
          request.kind(),
          request.bytes(),
          request.extra(),
          request.name(),
          Math.max(1, life * scaleNumerator / scaleDenominator));
    }
    for (int i = 0; i < accesses; i++) {
      access();
    }
  }

  /** A request that is freed so many requests later. */
  void one(Request request, long life) {
    requests++;
    ask(request.kind(), request.bytes(), request.extra(), request.name(), life);
  }

  /** Asks for something that is freed after so many further requests. */
  void ask(EventKind kind, long bytes, long extra, String name, long life) {
    long handle = request(kind, bytes, extra, name);
    pending.add(requests + life, handle, kind.ordinal(), accessible(kind, bytes, extra));
  }

  /** Asks for something that stays. */
  long request(EventKind kind, long bytes, long extra, String name) {
    long handle = kind == EventKind.TASK_NEW ? nextTask++ : nextHandle++;
    rows.ask(kind, handle, bytes, extra, rows.number(name));
    return handle;
  }

  private long accessible(EventKind kind, long bytes, long extra) {
    return switch (kind) {
      case PAGE_ALLOC -> pageBytes << extra;
      case TASK_NEW -> stackBytes;
      default -> bytes;
    };
  }

  private static EventKind freeOf(EventKind kind) {
    return switch (kind) {
      case KMALLOC -> EventKind.KFREE;
      case CACHE_ALLOC -> EventKind.CACHE_FREE;
      case PAGE_ALLOC -> EventKind.PAGE_FREE;
      case VMAP_ALLOC -> EventKind.VMAP_FREE;
      default -> EventKind.TASK_FREE;
    };
  }

  /** One aligned access to memory of a kind that the mix says; none where there is no such. */
  private void access() {
    if (allWeights == 0) {
      return;
    }
    long dice = random.nextLong(allWeights);
    int region = 0;
    while (mix[region] <= dice) {
      region++;
    }
    boolean write = random.nextInt(4) == 0;
    if (region == GLOBAL) {
      access(0, LARGEST_OFFSET * ACCESS_BYTES, write);
      return;
    }
    for (int i = 0; i < TRIES && pending.size() > 0; i++) {
      int at = random.nextInt(pending.size());
      if (isOf(region, KINDS[pending.kind(at)]) && pending.bytes(at) >= ACCESS_BYTES) {
        access(pending.handle(at), pending.bytes(at), write);
        return;
      }
    }
  }

  private void access(long handle, long bytes, boolean write) {
    long offset = random.nextLong(bytes / ACCESS_BYTES) * ACCESS_BYTES;
    rows.access(handle, offset, ACCESS_BYTES, write);
  }

  private static boolean isOf(int region, EventKind kind) {
    return switch (region) {
      case SLAB -> kind == EventKind.KMALLOC || kind == EventKind.CACHE_ALLOC;
      case STACK -> kind == EventKind.TASK_NEW;
      case VMALLOC -> kind == EventKind.VMAP_ALLOC;
      default -> kind == EventKind.PAGE_ALLOC;
    };
  }
}
