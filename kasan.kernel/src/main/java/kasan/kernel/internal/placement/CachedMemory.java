// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placement;

import java.util.Arrays;
import kasan.kernel.internal.alloc.reclaim.Evictor;
import kasan.kernel.internal.alloc.reclaim.Shrinker;
import kasan.kernel.internal.primitive.LongMap;
import org.jspecify.annotations.Nullable;

/**
 * Memory that a workload has let go and that stays as long as there is room: pages of the page
 * cache and unused objects. Both may have an owner, their inode: an inode with pages is not offered
 * to reclaim (as in Linux since 5.16), an object with an owner goes with it.
 */
public final class CachedMemory implements Evictor {
  private static final int NO_OWNER = 0;

  private final HandleTable handles;
  private final LongMap handleOfPage = new LongMap(1 << 12);
  private final LongMap handleOfObject = new LongMap(1 << 12);
  private final LongMap ownerOfPage = new LongMap(1 << 12);
  private final LongMap pagesOfOwner = new LongMap(1 << 10);
  private final LongMap firstOfOwner = new LongMap(1 << 10);
  private final LongMap nextOfOwner = new LongMap(1 << 10);
  private @Nullable Shrinker[] shrinkers = new Shrinker[64];
  private @Nullable Allocators allocators;

  public CachedMemory(HandleTable handles) {
    this.handles = handles;
  }

  /** Whose memory it is. */
  public void use(Allocators all) {
    allocators = all;
  }

  /** A page became page cache. */
  public void addPage(long handle, long address, long owner) {
    int pfn = all().pfnOf(address);
    handles.put(handle, HandleTable.CACHED_PAGE, address);
    handleOfPage.put(pfn + 1L, handle);
    if (owner != NO_OWNER) {
      ownerOfPage.put(handle, owner);
      long pages = pagesOfOwner.get(owner);
      pagesOfOwner.put(owner, pages == LongMap.NONE ? 1 : pages + 1);
      if (pages == LongMap.NONE) {
        withdraw(owner);
      }
    }
    all().pageCache.add(pfn);
  }

  /** An object is unused from now on; one with an owner goes when that goes, and not before. */
  public void addObject(long handle, long address, long owner) {
    handles.put(handle, HandleTable.CACHED_OBJECT, address);
    handleOfObject.put(address, handle);
    if (owner != NO_OWNER) {
      if (nextOfOwner.get(handle) == LongMap.NONE) {
        long first = firstOfOwner.put(owner, handle);
        nextOfOwner.put(handle, first == LongMap.NONE ? 0 : first);
      }
    } else if (pagesOfOwner.get(handle) == LongMap.NONE) {
      shrinker(address).add(address);
    }
  }

  /** A cached page or object was used again. */
  public void used(int kind, long address) {
    if (kind == HandleTable.CACHED_PAGE) {
      all().pageCache.used(all().pfnOf(address));
    } else if (kind == HandleTable.CACHED_OBJECT) {
      shrinker(address).used(address);
    }
  }

  /** The workload frees a cached page or object itself; what belongs to it stays. */
  public void remove(long handle, int kind, long address) {
    if (kind == HandleTable.CACHED_PAGE) {
      int pfn = all().pfnOf(address);
      all().pageCache.remove(pfn);
      forgetPage(handle, pfn);
    } else {
      shrinker(address).remove(address);
      handleOfObject.remove(address);
    }
  }

  @Override
  public void evictPage(int cpu, int pfn) {
    long handle = handleOfPage.get(pfn + 1L);
    handles.remove(handle);
    forgetPage(handle, pfn);
    all().pages.free(cpu, pfn, 0);
  }

  @Override
  public boolean evictObject(int cpu, long address) {
    long handle = handleOfObject.remove(address);
    handles.remove(handle);
    all().slab.free(cpu, address);
    evictOwned(cpu, handle);
    return true;
  }

  /** Frees what belonged to an object that is gone, as far as the workload has not. */
  private void evictOwned(int cpu, long owner) {
    long handle = firstOfOwner.remove(owner);
    while (handle != LongMap.NONE && handle != 0) {
      long next = nextOfOwner.remove(handle);
      long packed = handles.find(handle);
      if (HandleTable.kind(packed) == HandleTable.CACHED_OBJECT) {
        long address = HandleTable.address(packed);
        handles.remove(handle);
        handleOfObject.remove(address);
        all().slab.free(cpu, address);
      }
      handle = next;
    }
  }

  private void forgetPage(long handle, int pfn) {
    handleOfPage.remove(pfn + 1L);
    long owner = ownerOfPage.remove(handle);
    if (owner == LongMap.NONE) {
      return;
    }
    long left = pagesOfOwner.get(owner) - 1;
    if (left > 0) {
      pagesOfOwner.put(owner, left);
      return;
    }
    pagesOfOwner.remove(owner);
    long packed = handles.find(owner);
    if (HandleTable.kind(packed) == HandleTable.CACHED_OBJECT) {
      long address = HandleTable.address(packed);
      shrinker(address).add(address);
    }
  }

  /** An unused inode got its first page. */
  private void withdraw(long owner) {
    long packed = handles.find(owner);
    if (HandleTable.kind(packed) == HandleTable.CACHED_OBJECT) {
      long address = HandleTable.address(packed);
      shrinker(address).remove(address);
    }
  }

  /** The shrinker of the cache that an object is of. */
  private Shrinker shrinker(long address) {
    int cache = all().slab.cacheAt(address);
    if (cache >= shrinkers.length) {
      shrinkers = Arrays.copyOf(shrinkers, 2 * cache);
    }
    Shrinker shrinker = shrinkers[cache];
    if (shrinker == null) {
      shrinker = new Shrinker();
      shrinkers[cache] = shrinker;
      all().vmscan.register(shrinker);
    }
    return shrinker;
  }

  private Allocators all() {
    if (allocators == null) {
      throw new IllegalStateException("no allocators yet");
    }
    return allocators;
  }
}
