// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * What a kernel must know of a scheme to tell it the right things.
 *
 * @param name of the scheme, for bills and messages
 * @param vmalloc whether it shadows vmalloc areas
 * @param contiguous whether its shadow byte lies at {@code (address >> scale) + offset}, where
 *     compiled code looks and writes on its own; without that there is neither inline
 *     instrumentation nor protection of stack frames
 * @param granuleBytes bytes of memory that one unit of shadow describes; 0 when it has no shadow
 * @param tagged whether a unit of shadow is a tag, to be compared with that of the pointer
 */
public record SchemeTraits(
    String name, boolean vmalloc, boolean contiguous, int granuleBytes, boolean tagged) {
  private static final int GENERIC_GRANULE_BYTES = 8;

  /** A scheme with the contiguous byte shadow of generic KASAN. */
  public SchemeTraits(String name, boolean vmalloc) {
    this(name, vmalloc, true, GENERIC_GRANULE_BYTES, false);
  }
}
