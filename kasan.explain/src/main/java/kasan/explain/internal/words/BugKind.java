// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A kind of bug in a kind of memory, as far as schemes differ in finding it. A special kind names
 * the general one, whose rules hold where it has none of its own.
 */
enum BugKind {
  /** Beyond a slab object. */
  SLAB_OOB(null),
  /** Beyond a slab object, but within the 16-byte granule in which it ends. */
  SLAB_OOB_NEAR(SLAB_OOB),
  /** In a freed slab object. */
  SLAB_UAF(null),
  /** Beyond a kmalloc too large for any cache. */
  LARGE_OOB(null),
  /** The same, within the 16-byte granule in which it ends. */
  LARGE_OOB_NEAR(LARGE_OOB),
  /** In a freed page. */
  PAGE_UAF(null),
  /** In a freed page of a block that holds byte-managed memory, too. */
  PAGE_UAF_NEIGHBOUR(PAGE_UAF),
  /** Beyond a vmalloc area. */
  VMALLOC_OOB(null),
  /** The same, within the 16-byte granule in which it ends. */
  VMALLOC_OOB_NEAR(VMALLOC_OOB),
  /** Beyond a variable on the stack. */
  STACK_OOB(null),
  /** The same, within the 16-byte granule in which it ends. */
  STACK_OOB_NEAR(STACK_OOB),
  /** Beyond an alloca or an array of variable length. */
  ALLOCA_OOB(null),
  /** In a variable whose scope has ended. */
  USE_AFTER_SCOPE(null),
  /** Beyond a global. */
  GLOBAL_OOB(null),
  /** A free of what is no live slab object. */
  SLAB_FREE(null),
  /** A free of what is no live page-backed allocation. */
  LARGE_FREE(null),
  /** The same of one that is live: the pointer is not where it begins. */
  LARGE_FREE_MISPLACED(LARGE_FREE),
  /** Address plus size wraps around: a negative size. */
  SIZE_WRAP(null),
  /** An address that has no shadow: null, user space, wild. */
  NO_SHADOW(null),
  /** The report does not tell. */
  UNKNOWN(null),
  /** Tags of pointer and memory differ, the report does not tell why. */
  TAG_MISMATCH(UNKNOWN);

  private final @Nullable BugKind general;

  BugKind(@Nullable BugKind general) {
    this.general = general;
  }

  /** The kind whose rules hold where this one has none; null for none. */
  @Nullable BugKind general() {
    return general;
  }

  /** As rules name it: {@code slab-oob-near}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
