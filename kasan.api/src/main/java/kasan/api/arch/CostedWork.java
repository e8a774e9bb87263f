// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

/** Kinds of work that a shadow causes and that an architecture puts a price on. */
public enum CostedWork {
  /** One load of shadow with its test, as compiled inline. */
  INLINE_CHECK,
  /** One call of the runtime check, without its loads. */
  OUTLINE_CALL,
  /** One load of shadow by the runtime. */
  SHADOW_LOAD,
  /** One store operation to shadow (a byte, or one memset), without its length. */
  SHADOW_STORE,
  /** Each further 8 bytes of a memset of shadow. */
  SHADOW_FILL_WORD,
  /** One write of a page-table entry, with taking and dropping its lock. */
  TABLE_WRITE,
  /** Taking a page frame from the allocator, and clearing or filling it. */
  FRAME_TAKE,
  /** Giving a page frame back. */
  FRAME_GIVE,
  /** Flushing the whole TLB of the executing CPU. */
  LOCAL_FLUSH,
  /** Making one other CPU flush: interrupt, flush, acknowledgement. */
  REMOTE_FLUSH,
  /** A TLB miss: one walk of the tables. */
  TABLE_WALK,
  /** A page fault that finds nothing to do (spurious) and returns. */
  SPURIOUS_FAULT
}
