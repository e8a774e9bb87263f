// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import kasan.api.memory.SlabCache;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A live instance of a scheme on one kernel.
 *
 * <p>A plain object that one thread uses at a time. The kernel has updated its {@link KernelTruth}
 * before it tells the shadow. It tells it at the points where Linux calls KASAN. A method that
 * returns {@code boolean} answers {@code false} when no frame could be had; the kernel then fails
 * the allocation as Linux would (-ENOMEM).
 *
 * <p>Order of the calls for one slab: {@link #pagesAllocated}, {@link #slabAllocated}, objects come
 * and go, {@link #slabFreed}, {@link #pagesFreed}. On a recorded kernel a page is known to be slab
 * only when the first object falls on it, which may be long after {@link #pagesAllocated}.
 *
 * <p>Same calls, same answers: no clock but the view's, no randomness that is not seeded by
 * options.
 */
@ConsumerType
public interface Shadow {

  /** 2^{@code order} pages left the page allocator. */
  void pagesAllocated(int cpu, long pfn, int order);

  /** 2^{@code order} pages went back to the page allocator. */
  void pagesFreed(int cpu, long pfn, int order);

  /**
   * Blocks of 2^{@code order} pages each left the page allocator, one behind the other: the same as
   * {@link #pagesAllocated} for each of them, in ascending order. The kernel calls this for pages
   * that it took in one go, mostly frames of another shadow. A scheme may treat them as one range
   * if the outcome is the same.
   */
  default void runAllocated(int cpu, long pfn, int order, long blocks) {
    for (long i = 0; i < blocks; i++) {
      pagesAllocated(cpu, pfn + (i << order), order);
    }
  }

  /**
   * Blocks of 2^{@code order} pages each went back to the page allocator, one behind the other: the
   * same as {@link #pagesFreed} for each of them, in ascending order.
   */
  default void runFreed(int cpu, long pfn, int order, long blocks) {
    for (long i = 0; i < blocks; i++) {
      pagesFreed(cpu, pfn + (i << order), order);
    }
  }

  /**
   * Allocated pages became a slab; no object in it is handed out yet.
   *
   * @return false when no frame could be had
   */
  boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache);

  /** The last object of a slab has gone; its pages are freed next. */
  void slabFreed(int cpu, long pfn, int order);

  /**
   * An object was handed out.
   *
   * @param requestedBytes what the caller asked for, at most {@code cache.objectBytes()}
   */
  void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache);

  /** An object was freed; the allocator, or the quarantine, has it now. */
  void objectFreed(int cpu, long address, SlabCache cache);

  /**
   * Allocated pages became a kmalloc that is too large for any cache.
   *
   * @return false when no frame could be had
   */
  boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes);

  /** A large kmalloc was freed; its pages are freed next. */
  void largeFreed(int cpu, long pfn, int order);

  /**
   * A task stack was set up, in the direct map or, for a scheme that shadows vmalloc, wherever the
   * kernel has its stacks. Its vmalloc area, if it has one, was announced before.
   *
   * @return false when no frame could be had
   */
  boolean stackAllocated(int cpu, long address, long bytes);

  /** A task stack was torn down. */
  void stackFreed(int cpu, long address, long bytes);

  /**
   * A vmalloc area was mapped; only told to schemes with {@link SchemeInfo#vmalloc()}.
   *
   * @param bytes mapped, whole pages, without the guard page
   * @param requestedBytes what the caller asked for
   * @return false when no frame could be had
   */
  boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes);

  /** A vmalloc area was unmapped; its addresses are not yet reused. */
  void vmallocUnmapped(int cpu, long address, long bytes);

  /**
   * Unmapped areas were purged: addresses {@code start} to {@code end} that hold no area any more
   * may be reused from now on.
   */
  void vmallocPurged(int cpu, long start, long end);

  /**
   * Compiled code or the runtime poisons a range for a reason of its own: redzones of globals and
   * of stack frames, alloca, scopes.
   *
   * @param code the generic shadow byte that stands for the reason, see {@link ShadowByte}
   */
  void poison(int cpu, long address, long bytes, byte code);

  /** Compiled code or the runtime makes a range accessible. */
  void unpoison(int cpu, long address, long bytes);

  /**
   * The pointer that a program is given to memory that was just handed out: asked for directly
   * after {@link #objectAllocated}, {@link #largeAllocated}, {@link #pagesAllocated}, {@link
   * #vmallocMapped} or {@link #unpoison} of a variable. A scheme for tagged pointers answers with
   * its tag in the bits from {@link kasan.api.arch.AddressLayout#tagShift()} up; bits below never
   * change. From then on the program has that pointer: {@link #check}, {@link #confirm}, {@link
   * #byteAccessible} and {@link #unpoison} get it as it is, all other methods get addresses without
   * tag.
   *
   * @param address first byte, without tag
   */
  default long tagged(int cpu, long address) {
    return address;
  }

  /**
   * The runtime check, as outline instrumentation and interceptors call it.
   *
   * @param address as the program has it, with its tag where pointers carry tags
   * @return whether the access goes on without a report
   */
  boolean check(int cpu, long address, long bytes, boolean write);

  /**
   * The report entry, as inline instrumentation reaches it after its own test failed. By default
   * everything that gets here is reported.
   *
   * @return whether to report
   */
  default boolean confirm(int cpu, long address, long bytes, boolean write) {
    return true;
  }

  /** Whether the first byte of an object may be accessed; kfree and ksize ask this. */
  boolean byteAccessible(int cpu, long address);

  /**
   * The shadow of an address as it stands in memory, read past TLBs and uncounted.
   *
   * @return 0 to 255; -1 where the address has no shadow
   */
  int shadowByte(long address);

  /** What a shadow value means, in words. */
  String meaning(int shadowByte);

  /**
   * What a report calls an access that this shadow has had reported, where the scheme has rules of
   * its own.
   *
   * @param address as the program has it, with its tag where pointers carry tags
   * @return such as {@code use-after-free}; null to have it named by the shadow byte of its first
   *     bad address, as generic KASAN does
   */
  default @Nullable String bugClass(long address, long bytes) {
    return null;
  }
}
