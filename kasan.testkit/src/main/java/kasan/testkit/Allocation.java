// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import kasan.api.memory.SlabCache;
import org.jspecify.annotations.Nullable;

/**
 * Memory that a {@link TestKernel} handed out: pages, an object, a large kmalloc, a stack, a
 * vmalloc area. It stays what a program remembers of it when it is freed.
 */
public final class Allocation {
  /** What was handed out. */
  public enum Kind {
    /** Whole pages. */
    PAGES,
    /** A slab object. */
    OBJECT,
    /** A kmalloc too large for any cache. */
    LARGE,
    /** A task stack in the direct map. */
    STACK,
    /** A vmalloc area. */
    AREA
  }

  private final Kind kind;
  private final long address;
  private final long bytes;
  private final long reservedBytes;
  private final @Nullable SlabCache cache;
  private long pointer;
  boolean live = true;

  Allocation(Kind kind, long address, long bytes, long reservedBytes, @Nullable SlabCache cache) {
    this.kind = kind;
    this.address = address;
    this.bytes = bytes;
    this.reservedBytes = reservedBytes;
    this.cache = cache;
    this.pointer = address;
  }

  void setPointer(long given) {
    pointer = given;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** First byte, without tag. */
  public long address() {
    return address;
  }

  /** How many bytes the program may use. */
  public long bytes() {
    return bytes;
  }

  /** How many bytes belong to it: the slot of an object, whole pages otherwise. */
  public long reservedBytes() {
    return reservedBytes;
  }

  /** Where an object comes from; null for anything else. */
  public @Nullable SlabCache cache() {
    return cache;
  }

  /** Whether it is still in use. */
  public boolean live() {
    return live;
  }

  /**
   * The program's pointer to a byte at a distance from its start, which may lie outside: what the
   * shadow gave it, tag and all.
   */
  public long pointer(long offset) {
    return pointer + offset;
  }

  @Override
  public String toString() {
    return kind
        + " "
        + Long.toHexString(address)
        + " of "
        + bytes
        + (cache == null ? " bytes" : " bytes, " + cache.name())
        + (live ? "" : ", freed");
  }
}
