// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.Arrays;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventSource;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.core.Note;
import kasan.kernel.internal.core.Tally;
import kasan.kernel.internal.instrument.CompiledCode;
import kasan.kernel.internal.placement.Allocators;
import kasan.kernel.internal.placement.CachedMemory;
import kasan.kernel.internal.placement.HandleTable;
import kasan.kernel.internal.placement.NamedCaches;
import org.jspecify.annotations.Nullable;

/**
 * Does what the events of a workload ask for. An address in them is a handle.
 *
 * <p>An allocation whose handle is in use is a hit in a cache: the memory is used again, nothing is
 * allocated. A free or an access of a handle that is not in use any more, because reclaim has taken
 * it or because there had been no memory, is counted and left out.
 */
final class Requests {
  private static final int UNKNOWN = -1;

  private final Allocators allocators;
  private final HandleTable handles;
  private final CachedMemory cached;
  private final CompiledCode code;
  private final Tally tally;
  private final long imageStart;
  private final long imageBytes;
  private final NamedCaches caches;
  private int[] gfpOfName = new int[64];
  private @Nullable EventSource source;

  Requests(
      Allocators allocators,
      HandleTable handles,
      CachedMemory cached,
      CompiledCode code,
      Tally tally,
      long imageStart,
      long imageBytes) {
    this.allocators = allocators;
    this.handles = handles;
    this.cached = cached;
    this.code = code;
    this.tally = tally;
    this.imageStart = imageStart;
    this.imageBytes = imageBytes;
    this.caches = new NamedCaches(allocators.slab);
  }

  /** Names of events are numbered anew by each source. */
  void use(EventSource now) {
    caches.use(now);
    if (now != source) {
      source = now;
      Arrays.fill(gfpOfName, UNKNOWN);
    }
  }

  /** Does what one event asks for. */
  void apply(EventBatch batch, int row, int cpu) {
    long handle = batch.address[row];
    long bytes = batch.bytes[row];
    int name = batch.name[row];
    switch (batch.kind[row]) {
      case KMALLOC -> {
        if (!hit(handle)) {
          long address = allocators.slab.kmalloc(cpu, bytes, gfp(name, Gfp.KERNEL));
          allocated(handle, HandleTable.OBJECT, address);
        }
      }
      case CACHE_ALLOC -> {
        if (!hit(handle)) {
          int cache = caches.of(name, bytes, batch.given[row]);
          long address = allocators.slab.allocate(cpu, cache, bytes, Gfp.KERNEL);
          allocated(handle, HandleTable.OBJECT, address);
        }
      }
      case PAGE_ALLOC -> {
        if (!hit(handle)) {
          allocatePages(cpu, handle, batch.order[row], gfp(name, Gfp.USER_MOVABLE));
        }
      }
      case VMAP_ALLOC ->
          allocated(
              handle,
              HandleTable.AREA,
              allocators.space.allocate(cpu, bytes, Math.max(1, batch.align[row]), Gfp.KERNEL));
      case TASK_NEW -> fork(cpu, handle);
      case EVICTABLE -> evictable(handle, batch.inode[row]);
      case KFREE, CACHE_FREE, PAGE_FREE, VMAP_FREE, TASK_FREE -> free(cpu, handle);
      case ACCESS -> access(cpu, handle, bytes, batch.offset[row], batch.write[row]);
      case TASK_EXIT, MARK, LOST, PAGE_DRAIN, VMAP_PURGE -> {
        // nothing is asked for
      }
    }
  }

  private boolean hit(long handle) {
    long packed = handles.find(handle);
    if (packed == HandleTable.NONE) {
      return false;
    }
    cached.used(HandleTable.kind(packed), HandleTable.address(packed));
    return true;
  }

  private void allocated(long handle, int kind, long address) {
    if (address == 0) {
      tally.note(Note.REQUESTS_FAILED);
    } else {
      handles.put(handle, kind, address);
    }
  }

  private void allocatePages(int cpu, long handle, int order, int gfp) {
    int pfn = allocators.pages.allocate(cpu, order, gfp);
    allocated(handle, HandleTable.PAGES, pfn == MemMap.NONE ? 0 : allocators.addressOf(pfn));
  }

  private void fork(int cpu, long handle) {
    long stack = allocators.stacks.allocate(cpu);
    allocated(handle, HandleTable.TASK, stack);
    if (stack != 0) {
      code.taskBegins((int) handle, stack, allocators.stacks.bytes());
    }
  }

  private void evictable(long handle, long owner) {
    long packed = handles.find(handle);
    long address = HandleTable.address(packed);
    switch (HandleTable.kind(packed)) {
      case HandleTable.PAGES -> {
        if (allocators.pages.orderOf(allocators.pfnOf(address)) == 0) {
          cached.addPage(handle, address, owner);
        }
      }
      case HandleTable.OBJECT -> cached.addObject(handle, address, owner);
      default -> {
        // is so already, or cannot be
      }
    }
  }

  private void free(int cpu, long handle) {
    long packed = handles.find(handle);
    if (packed == HandleTable.NONE) {
      tally.note(Note.FREES_OF_NOTHING);
      return;
    }
    int kind = HandleTable.kind(packed);
    long address = HandleTable.address(packed);
    handles.remove(handle);
    switch (kind) {
      case HandleTable.OBJECT -> allocators.slab.kfree(cpu, address);
      case HandleTable.CACHED_OBJECT -> {
        cached.remove(handle, kind, address);
        allocators.slab.free(cpu, address);
      }
      case HandleTable.CACHED_PAGE -> {
        cached.remove(handle, kind, address);
        allocators.pages.free(cpu, allocators.pfnOf(address), 0);
      }
      case HandleTable.PAGES -> {
        int pfn = allocators.pfnOf(address);
        allocators.pages.free(cpu, pfn, allocators.pages.orderOf(pfn));
      }
      case HandleTable.AREA -> allocators.space.free(cpu, address);
      default -> {
        code.taskEnds((int) handle, address, allocators.stacks.bytes());
        allocators.stacks.free(cpu, address);
      }
    }
  }

  /** An access at an offset into what a handle names; handle 0 is the kernel image. */
  private void access(int cpu, long handle, long bytes, long offset, boolean write) {
    if (handle == 0) {
      code.access(cpu, imageStart + Math.floorMod(offset, imageBytes - bytes), bytes, write);
      return;
    }
    long packed = handles.find(handle);
    if (packed == HandleTable.NONE) {
      tally.note(Note.ACCESSES_TO_NOTHING);
      return;
    }
    code.access(cpu, HandleTable.address(packed) + offset, bytes, write);
  }

  private int gfp(int name, int otherwise) {
    if (name == EventBatch.NO_NAME || source == null) {
      return otherwise;
    }
    gfpOfName = withRoomFor(gfpOfName, name);
    if (gfpOfName[name] == UNKNOWN) {
      gfpOfName[name] = Gfp.parse(source.name(name));
    }
    return gfpOfName[name];
  }

  private static int[] withRoomFor(int[] array, int index) {
    if (index < array.length) {
      return array;
    }
    int[] larger = Arrays.copyOf(array, Math.max(index + 1, 2 * array.length));
    Arrays.fill(larger, array.length, larger.length, UNKNOWN);
    return larger;
  }
}
