// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

/** A tag for each granule of memory. Addresses are without tag; ranges begin with a granule. */
interface TagMemory {
  /** Gives the granules of a range, the last one as a whole, a tag. */
  void set(int cpu, long address, long bytes, int tag);

  /** Whether each granule that a range touches has the tag. */
  boolean matches(int cpu, long address, long bytes, int tag);

  /** The tag of the granule of an address, as code or hardware looks at it. */
  int load(int cpu, long address);

  /** The tag of the granule of an address, uncounted; -1 where memory has none. */
  int peek(long address);
}
