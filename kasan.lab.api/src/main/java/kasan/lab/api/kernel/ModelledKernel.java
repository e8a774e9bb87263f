// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.lab.api.scheme.SchemeChoice;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A kernel that places what is asked of it with its own allocators and pays for its shadow out of
 * its own free pages. At most one shadow is attached at a time, but for the moment of a swap.
 */
@ProviderType
public interface ModelledKernel extends Kernel {
  /** The calls that running code makes. */
  KernelCalls calls();

  /** The shadow that stands. */
  AttachedShadow current();

  /**
   * Changes to another scheme: its shadow is built from the truth, then the old one is retired and
   * its frames are given back.
   *
   * @throws kasan.api.scheme.OutOfFramesException when memory does not suffice; the old shadow
   *     stays
   */
  AttachedShadow swap(SchemeChoice scheme);

  /**
   * The place in a slab that an address lies in, with its redzone; what nearest_obj finds.
   *
   * @param address without tag
   * @return null where there is no slab
   */
  default @Nullable SlabSlot slabSlot(long address) {
    return null;
  }

  /**
   * Which request had the object or vmalloc area handed out that begins at an address, or began
   * there last.
   *
   * @param address without tag
   * @return null where nothing ever did
   */
  default @Nullable RequestTrack allocatedBy(long address) {
    return null;
  }

  /**
   * Which request gave it back.
   *
   * @param address without tag
   * @return null where it is live, and where nothing ever was
   */
  default @Nullable RequestTrack freedBy(long address) {
    return null;
  }

  /** Who is told how accesses are judged; null for nobody. */
  void judge(@Nullable AccessJudge judge);

  /** How the verdicts of the shadow that stands compare with the truth, since it stands. */
  default Verdicts verdicts() {
    return Verdicts.NONE;
  }

  /**
   * What the memory that is not in MemTotal, or was never free, is used for, in kB by name: image,
   * struct pages, shadow, tables, stack depot, ...
   */
  SortedMap<String, Long> breakdownKb();

  /** MemTotal in kB: what the kernel could hand out when it had booted, shadow included. */
  long memTotalKb();

  /** Free memory now, in kB. */
  long memFreeKb();

  /**
   * What memory is used for now, in kB, under the names of /proc/meminfo: MemTotal, MemFree,
   * Cached, Slab, ...
   */
  default SortedMap<String, Long> memInfoKb() {
    return new TreeMap<>();
  }

  /** Slab caches that have slabs, the largest first. */
  default List<CacheUse> caches() {
    return List.of();
  }

  /** Whether an allocation failed for good; the run ends then, as a result. */
  boolean outOfMemory();
}
