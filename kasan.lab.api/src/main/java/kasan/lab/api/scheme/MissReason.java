// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.Locale;

/** Why a bug went by without a report; the classes in which misses are counted. */
public enum MissReason {
  /** There is no shadow, or the kernel was built without instrumentation. */
  NOT_CHECKED("nothing checks accesses"),
  /** The task has reports switched off (kasan_disable_current). */
  SUPPRESSED("the task has reports switched off"),
  /** Only a sample of objects is watched, and this is not one of them. */
  NOT_SAMPLED("only a sample of objects is watched"),
  /** The check went through a TLB entry that the page tables no longer agree with. */
  STALE_TLB("the CPU still had an old translation of the shadow in its TLB"),
  /** Compiled code looks at some granules of an access only, and those are accessible. */
  INLINE_GRANULE("inline code looks at the first granule only, or at the first and last"),
  /** The scheme's own check passes over a byte whose shadow says that it is bad. */
  NOT_LOOKED("the scheme's check does not look at the shadow of the bad byte"),
  /** A page was freed and a shared page stands for its shadow: frees are not seen there. */
  FREE_PAGE("the shadow of the free page is a shared page that says accessible"),
  /** The memory was handed out again; its bytes are good, the pointer is not. */
  REUSED("the memory had been handed out again"),
  /** The access reached memory that is good, but not the pointer's. */
  LIVE_NEIGHBOUR("the access fell on memory that somebody else owns rightly"),
  /** What is freed was handed out by another allocator, and may be accessed. */
  OTHER_ALLOCATOR("the memory is another allocator's, and good to access"),
  /** The scheme shadows no vmalloc area. */
  NO_VMALLOC_SHADOW("the scheme has no shadow for vmalloc areas"),
  /** Compiled code cannot write redzones of stack frames into this shadow. */
  NO_STACK_SHADOW("compiled code cannot poison stack frames in this shadow"),
  /** The bad bytes share a granule with good ones, which this shadow cannot tell apart. */
  PARTIAL_GRANULE("the bad byte shares a granule with good ones"),
  /** The pointer has the tag that matches all memory. */
  MATCH_ALL("the pointer has the tag that matches all memory"),
  /** The tag of the pointer happens to be that of the memory. */
  SAME_TAG("pointer and memory have the same tag by chance"),
  /** Nothing is there: the access itself faults, with or without KASAN. */
  FAULTS_ANYWAY("no shadow says so, but the access itself faults"),
  /** The shadow says accessible, and none of the above is why. */
  NOT_POISONED("the shadow says accessible");

  private final String text;

  MissReason(String text) {
    this.text = text;
  }

  /** For machines: lower case, hyphens. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In words. */
  public String text() {
    return text;
  }
}
