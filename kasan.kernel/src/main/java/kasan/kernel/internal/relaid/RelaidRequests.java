// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.relaid;

import java.util.Arrays;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.placement.Allocators;
import kasan.kernel.internal.placement.NamedCaches;
import kasan.kernel.internal.primitive.LongMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes recorded events as requests. An area of the size and alignment of a stack is none: the fork
 * that it was for asks for a stack itself.
 */
final class RelaidRequests {
  private static final int LARGEST_CACHE_PAGES = 2;
  private static final int UNKNOWN = -1;

  private final Machine recorded;
  private final Allocators allocators;
  private final NamedCaches caches;
  private final RelaidObjects objects;
  private final RelaidPages pages;
  private final KernelCore core;
  private final long largestCacheBytes;
  private final LongMap areas = new LongMap(1 << 8);
  private final LongMap stacks = new LongMap(1 << 8);
  private long[] startStacks = new long[0];
  private int startStacksLeft;
  private int[] gfpOfName = new int[64];
  private @Nullable EventSource source;

  RelaidRequests(
      Machine recorded,
      Allocators allocators,
      NamedCaches caches,
      RelaidObjects objects,
      RelaidPages pages,
      KernelCore core) {
    this.recorded = recorded;
    this.allocators = allocators;
    this.caches = caches;
    this.objects = objects;
    this.pages = pages;
    this.core = core;
    this.largestCacheBytes = LARGEST_CACHE_PAGES * recorded.pageBytes();
  }

  /** Stacks of tasks from before the trace. */
  void startStacks(long count) {
    startStacks = new long[(int) count];
    for (int i = 0; i < startStacks.length; i++) {
      long stack = allocators.stacks.allocate(i % recorded.cpus());
      if (stack != 0) {
        startStacks[startStacksLeft++] = stack;
      }
    }
  }

  /** Where names of events come from. */
  void use(EventSource now) {
    caches.use(now);
    if (now != source) {
      source = now;
      Arrays.fill(gfpOfName, UNKNOWN);
    }
  }

  /** Does what one event asks for. */
  void apply(EventBatch batch, int row, int cpu) {
    long address = batch.address[row];
    long bytes = batch.bytes[row];
    int name = batch.name[row];
    switch (batch.kind[row]) {
      case KMALLOC -> {
        if (isObject(address)) {
          pages.becameSlab(cpu, recorded.pfnOf(address));
          objects.kmalloc(cpu, address, bytes, batch.given[row] <= largestCacheBytes);
        }
      }
      case CACHE_ALLOC -> {
        if (isObject(address)) {
          pages.becameSlab(cpu, recorded.pfnOf(address));
          objects.allocate(cpu, address, caches.of(name, bytes, batch.given[row]));
        }
      }
      case KFREE -> {
        if (isObject(address)) {
          objects.free(cpu, address, RelaidObjects.NO_CACHE);
        }
      }
      case CACHE_FREE -> {
        if (isObject(address)) {
          objects.free(cpu, address, cacheOfName(name));
        }
      }
      case PAGE_ALLOC -> pages.allocate(cpu, address, batch.order[row], gfp(name));
      case PAGE_FREE -> pages.free(cpu, address, batch.order[row]);
      case VMAP_ALLOC -> mapArea(cpu, address, bytes, batch.align[row]);
      case VMAP_FREE -> unmapArea(cpu, address);
      case TASK_NEW -> fork(cpu, address);
      case TASK_FREE -> taskFreed(cpu, address);
      case ACCESS -> core.tally().note(Note.ACCESSES);
      case PAGE_DRAIN, VMAP_PURGE, TASK_EXIT, EVICTABLE, MARK, LOST -> {
        // asks for nothing
      }
    }
  }

  /** Whether an object lies where objects can lie; null is freed, too, and means nothing. */
  private boolean isObject(long address) {
    if (address == 0) {
      return false;
    }
    long pfn = recorded.pfnOf(address);
    boolean inside = pfn >= 0 && pfn < recorded.frames();
    if (!inside) {
      core.tally().note(Note.OBJECTS_OUTSIDE);
    }
    return inside;
  }

  private int cacheOfName(int name) {
    return name == EventBatch.NO_NAME || source == null
        ? RelaidObjects.NO_CACHE
        : caches.find(source.name(name));
  }

  private int gfp(int name) {
    if (name == EventBatch.NO_NAME || source == null) {
      return Gfp.USER_MOVABLE;
    }
    if (name >= gfpOfName.length) {
      int known = gfpOfName.length;
      gfpOfName = Arrays.copyOf(gfpOfName, Math.max(name + 1, 2 * known));
      Arrays.fill(gfpOfName, known, gfpOfName.length, UNKNOWN);
    }
    if (gfpOfName[name] == UNKNOWN) {
      gfpOfName[name] = Gfp.parse(source.name(name));
    }
    return gfpOfName[name];
  }

  private void mapArea(int cpu, long address, long bytes, long align) {
    long mapped = bytes - recorded.pageBytes();
    if (mapped == recorded.taskStackBytes() && align == recorded.taskStackBytes()) {
      return;
    }
    long area = allocators.space.allocate(cpu, Math.max(mapped, 1), Math.max(1, align), Gfp.KERNEL);
    if (area == 0) {
      core.tally().note(Note.REQUESTS_FAILED);
    } else {
      areas.put(address, area);
    }
  }

  private void unmapArea(int cpu, long address) {
    long area = areas.remove(address);
    if (area != LongMap.NONE) {
      allocators.space.free(cpu, area);
    }
  }

  private void fork(int cpu, long pid) {
    long stack = allocators.stacks.allocate(cpu);
    if (stack == 0) {
      core.tally().note(Note.REQUESTS_FAILED);
      return;
    }
    long old = stacks.put(pid + 1, stack);
    if (old != LongMap.NONE) {
      allocators.stacks.free(cpu, old);
    }
  }

  private void taskFreed(int cpu, long pid) {
    long stack = stacks.remove(pid + 1);
    if (stack != LongMap.NONE) {
      allocators.stacks.free(cpu, stack);
    } else if (startStacksLeft > 0) {
      core.tally().unknownFree();
      allocators.stacks.free(cpu, startStacks[--startStacksLeft]);
    }
  }
}
