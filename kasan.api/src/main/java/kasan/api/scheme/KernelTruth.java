// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import kasan.api.memory.FrameUse;
import kasan.api.memory.ObjectState;
import kasan.api.memory.PageKind;
import kasan.api.memory.SlabCache;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is true of the kernel's memory at this moment: what a shadow is built from.
 *
 * <p>Visits go by ascending address. Known before a recording starts are pages, not objects: a slab
 * page without objects in it was in use, and all its bytes count as accessible.
 */
@ProviderType
public interface KernelTruth {
  /** What a page frame is used for; {@link PageKind#NONE} outside the machine. */
  PageKind pageKind(long pfn);

  /** Whether each of the 2^{@code order} pages from {@code pfn} is free. */
  boolean allFree(long pfn, int order);

  /** Whether one of the 2^{@code order} pages from {@code pfn} is byte-managed. */
  boolean anyByteManaged(long pfn, int order);

  /** Visits RAM as runs of pages of one kind, without holes. */
  void forEachPageRun(PageRunVisitor visitor);

  /**
   * Visits slabs whose contents are known object by object. Slab pages that no such slab covers are
   * known as pages only.
   */
  void forEachKnownSlab(SlabVisitor visitor);

  /** Visits objects on slab pages: live, freed and quarantined ones that are known. */
  void forEachObject(ObjectVisitor visitor);

  /** Visits kmallocs that are too large for any cache. */
  void forEachLarge(LargeVisitor visitor);

  /**
   * Visits task stacks where this shadow is to see them: in the direct map for a scheme without
   * vmalloc shadow, else where the kernel has them.
   */
  void forEachStack(StackVisitor visitor);

  /**
   * Visits byte-managed memory that stands from boot to shutdown: the kernel image, and the IRQ and
   * exception stacks of each CPU.
   */
  void forEachFixed(FixedVisitor visitor);

  /**
   * An address of memory in use as programs have it: with the tag that an earlier shadow gave to
   * the object, pages, variable or vmalloc area that it lies in, in {@link Shadow#tagged}, so that
   * a shadow built now can let their pointers pass. The address itself when none gave it a tag.
   */
  default long tagged(long address) {
    return address;
  }

  /** Visits vmalloc areas: those in use, then those unmapped and not yet purged. */
  void forEachVmallocArea(VmallocVisitor visitor);

  /**
   * Visits what compiled code has poisoned for a reason of its own: redzones of globals, of stack
   * frames and allocas that stand now, variables whose scope has ended.
   */
  default void forEachRedzone(RedzoneVisitor visitor) {}

  /** Sees a run of pages of one kind. */
  interface PageRunVisitor {
    /**
     * @param firstPfn first page
     * @param pages how many
     * @param kind what they are
     */
    void run(long firstPfn, long pages, PageKind kind);
  }

  /** Sees a slab. */
  interface SlabVisitor {
    /**
     * @param pfn first page
     * @param order log2 of its pages
     * @param cache whose slab
     */
    void slab(long pfn, int order, SlabCache cache);
  }

  /** Sees an object. */
  interface ObjectVisitor {
    /**
     * @param address first byte
     * @param requestedBytes what was asked for
     * @param cache where from
     * @param state where it stands in its life
     */
    void object(long address, long requestedBytes, SlabCache cache, ObjectState state);
  }

  /** Sees a large kmalloc. */
  interface LargeVisitor {
    /**
     * @param pfn first page
     * @param order log2 of its pages
     * @param requestedBytes what was asked for
     */
    void large(long pfn, int order, long requestedBytes);
  }

  /** Sees a task stack. */
  interface StackVisitor {
    /**
     * @param address lowest byte
     * @param bytes size
     * @param estimated whether the size is known and the place is not
     */
    void stack(long address, long bytes, boolean estimated);
  }

  /** Sees a range that stands for ever. */
  interface FixedVisitor {
    /**
     * @param address first byte
     * @param bytes size
     * @param use {@link FrameUse#IMAGE} or {@link FrameUse#STACK}
     */
    void fixed(long address, long bytes, FrameUse use);
  }

  /** Sees a vmalloc area. */
  interface VmallocVisitor {
    /**
     * @param address first byte
     * @param bytes mapped, without the guard page
     * @param requestedBytes what was asked for
     * @param unpurged whether it is unmapped and only waits to be purged
     */
    void area(long address, long bytes, long requestedBytes, boolean unpurged);
  }

  /** Sees a range that compiled code has poisoned. */
  interface RedzoneVisitor {
    /**
     * @param address first byte; what precedes it in its granule stays accessible
     * @param bytes size; ends with a granule
     * @param code the generic shadow byte that stands for the reason, see {@link ShadowByte}
     */
    void redzone(long address, long bytes, byte code);
  }
}
