// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

/** Things worth a row that no other count holds; with the reason that is shown. */
public enum Note {
  /** A page was handed out that was in use as far as anybody knew. */
  IMPLIED_PAGE_FREES("pages handed out again whose free had no event"),
  /** The page allocator had nothing. */
  FAILED_ALLOCATIONS("page allocations that failed"),
  /** A pfn that the memory map does not have. */
  PAGES_OUTSIDE("pages outside the memory map"),
  /** The recording was thought to have fewer CPUs. */
  CPUS_OUTSIDE("events on CPUs beyond those known, told as of another"),
  /** An address that is neither in the direct map nor known otherwise. */
  OBJECTS_OUTSIDE("objects outside the direct map"),
  /** A shadow answered that it had no frame; the recorded allocation went on all the same. */
  NO_FRAME("allocations that a shadow had no frame for"),
  /** More stacks at once than there is room for. */
  STACKS_WITHOUT_ROOM("task stacks without room in the estimated window"),
  /** The free of an area with the alignment of a stack, while the addresses of some are hashed. */
  STACKS_TAKEN_FOR_HASHED("freed areas taken for stacks whose addresses were hashed"),
  /** The free of a kmalloc whose page is not slab; its page event tells the rest. */
  LARGE_FREED_UNKNOWN("large kmallocs freed that were handed out before the trace"),
  /** A slab of which more may be handed out than events tell. */
  SLABS_PARTLY_KNOWN("slabs first seen by an object of unknown age"),
  /** The free of an object from before the trace, of a cache that nothing tells. */
  FREES_WITHOUT_STAND_IN("frees of objects from before the trace that nothing stood in for"),
  /** A request that found no memory, or no memory for its shadow. */
  REQUESTS_FAILED("requests that failed for want of memory"),
  /** A free of memory that reclaim had taken, or that there had been none for. */
  FREES_OF_NOTHING("frees of memory that was reclaimed or never allocated"),
  /** An access to such memory. */
  ACCESSES_TO_NOTHING("accesses to memory that was reclaimed or never allocated"),
  /** An access; a recording has no contents to judge it by. */
  ACCESSES("accesses that were not judged");

  private final String text;

  Note(String text) {
    this.text = text;
  }

  /** The reason in words. */
  public String text() {
    return text;
  }
}
