// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import kasan.api.memory.SlabCache;
import kasan.lab.api.kernel.ByteState;
import org.jspecify.annotations.Nullable;

/**
 * A program that allocates and frees at random, on all CPUs of its kernel: the same seed, the same
 * calls. It remembers what it freed as long as nobody else has the memory.
 */
final class RandomProgram {
  private static final int MOST_ORDER = 3;
  private static final int MOST_FREED = 64;
  private static final long STEP_NANOS = 200_000;

  private final TestKernel kernel;
  private final SplittableRandom random;
  private final List<SlabCache> caches;
  private final long ramPages;
  private final List<Allocation> live = new ArrayList<>();
  private final List<Allocation> freed = new ArrayList<>();
  private final List<Slab> slabs = new ArrayList<>();

  /** A slab with what the program has in it. */
  private static final class Slab {
    final long pfn;
    final SlabCache cache;
    final @Nullable Allocation[] objects;
    int used;

    Slab(long pfn, SlabCache cache, int objects) {
      this.pfn = pfn;
      this.cache = cache;
      this.objects = new Allocation[objects];
    }
  }

  RandomProgram(TestKernel kernel, List<SlabCache> caches, long seed) {
    this.kernel = kernel;
    this.caches = caches;
    this.random = new SplittableRandom(seed);
    this.ramPages = kernel.machine().ramPages();
  }

  /** What the program has. */
  List<Allocation> live() {
    return live;
  }

  /** What it freed and nobody has had since. */
  List<Allocation> freed() {
    freed.removeIf(each -> kernel.owner(each.address()) != each);
    return freed;
  }

  int cpu() {
    return random.nextInt(kernel.machine().cpus());
  }

  int number(int bound) {
    return random.nextInt(bound);
  }

  /**
   * Does so many things.
   *
   * @param touched is shown each allocation that one of them was about
   */
  void run(int steps, Consumer<Allocation> touched) {
    for (int i = 0; i < steps; i++) {
      kernel.advance(random.nextLong(STEP_NANOS));
      Allocation about = step();
      if (about != null) {
        touched.accept(about);
      }
    }
  }

  private @Nullable Allocation step() {
    return switch (random.nextInt(16)) {
      case 0, 1 -> pages();
      case 2 -> large();
      case 3 -> stack();
      case 4 -> area();
      case 5 -> slab();
      case 6 -> giveSlabUp();
      case 7, 8, 9, 10 -> object();
      case 11 -> purge();
      default -> free();
    };
  }

  private long freeBlock(int order) {
    long blocks = ramPages >>> order;
    long first = random.nextLong(blocks);
    for (long i = 0; i < blocks; i++) {
      long pfn = (first + i) % blocks << order;
      if (isFree(pfn, order)) {
        return pfn;
      }
    }
    return -1;
  }

  private boolean isFree(long pfn, int order) {
    for (long page = pfn; page < pfn + (1L << order); page++) {
      if (kernel.truth(kernel.address(page)) != ByteState.FREE_PAGE) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Allocation keep(@Nullable Allocation made) {
    if (made != null) {
      live.add(made);
    }
    return made;
  }

  private @Nullable Allocation pages() {
    int order = random.nextInt(MOST_ORDER + 1);
    long pfn = freeBlock(order);
    return pfn < 0 ? null : keep(kernel.allocatePages(cpu(), pfn, order));
  }

  private @Nullable Allocation stack() {
    long pfn = freeBlock(2);
    return pfn < 0 ? null : keep(kernel.allocateStack(cpu(), pfn, 2));
  }

  private @Nullable Allocation large() {
    int order = 1 + random.nextInt(MOST_ORDER);
    long pfn = freeBlock(order);
    long bytes = kernel.machine().pageBytes() << order;
    return pfn < 0
        ? null
        : keep(kernel.allocateLarge(cpu(), pfn, order, bytes - random.nextLong(bytes / 2)));
  }

  private @Nullable Allocation area() {
    int pages = 1 + random.nextInt(9);
    int page = random.nextInt(TestKernel.AREA_PAGES - pages);
    long pageBytes = kernel.machine().pageBytes();
    long start = kernel.areaAddress(page);
    for (int i = 0; i <= pages; i++) {
      if (kernel.truth(start + i * pageBytes) != ByteState.UNMAPPED) {
        return null;
      }
    }
    long requested = pages * pageBytes - random.nextLong(pageBytes);
    return keep(kernel.mapArea(cpu(), page, pages, requested));
  }

  private @Nullable Allocation purge() {
    kernel.purgeAreas(cpu());
    return null;
  }

  private @Nullable Allocation slab() {
    SlabCache cache = caches.get(random.nextInt(caches.size()));
    int order = random.nextInt(MOST_ORDER + 1);
    long pfn = freeBlock(order);
    if (pfn >= 0 && kernel.allocateSlab(cpu(), pfn, order, cache)) {
      slabs.add(new Slab(pfn, cache, kernel.objectsIn(pfn)));
    }
    return null;
  }

  private @Nullable Allocation giveSlabUp() {
    for (Slab slab : slabs) {
      if (slab.used == 0) {
        slabs.remove(slab);
        kernel.freeSlab(cpu(), slab.pfn);
        return null;
      }
    }
    return null;
  }

  private @Nullable Allocation object() {
    if (slabs.isEmpty()) {
      return slab();
    }
    Slab slab = slabs.get(random.nextInt(slabs.size()));
    int first = random.nextInt(slab.objects.length);
    for (int i = 0; i < slab.objects.length; i++) {
      int index = (first + i) % slab.objects.length;
      if (slab.objects[index] == null) {
        long requested = 1 + random.nextLong(slab.cache.objectBytes());
        Allocation made = kernel.allocateObject(cpu(), slab.pfn, index, requested);
        slab.objects[index] = made;
        slab.used++;
        return keep(made);
      }
    }
    return null;
  }

  private @Nullable Allocation free() {
    if (live.isEmpty()) {
      return null;
    }
    Allocation gone = live.remove(random.nextInt(live.size()));
    free(gone);
    return gone;
  }

  private void free(Allocation gone) {
    kernel.free(cpu(), gone);
    forget(gone);
    freed.add(gone);
    if (freed.size() > MOST_FREED) {
      freed.remove(0);
    }
  }

  private void forget(Allocation gone) {
    for (Slab slab : slabs) {
      for (int i = 0; i < slab.objects.length; i++) {
        if (slab.objects[i] == gone) {
          slab.objects[i] = null;
          slab.used--;
        }
      }
    }
  }

  /** Frees all there is. */
  void freeEverything() {
    while (!live.isEmpty()) {
      free(live.remove(live.size() - 1));
    }
    for (Slab slab : slabs) {
      kernel.freeSlab(cpu(), slab.pfn);
    }
    slabs.clear();
    kernel.purgeAreas(cpu());
  }
}
