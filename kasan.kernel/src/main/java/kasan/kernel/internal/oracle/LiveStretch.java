// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.oracle;

/**
 * Bytes in a row that may be accessed, all of one page or object, until the kernel does something:
 * accesses cluster, and most of a program's lie where the last one did.
 */
final class LiveStretch {
  private long start;
  private long bytes;

  void remember(long from, long length) {
    start = from;
    bytes = length;
  }

  void forget() {
    bytes = 0;
  }

  /** Whether all of so many bytes, at least one, are of the stretch. */
  boolean holds(long address, long length) {
    long offset = address - start;
    return offset >= 0 && length > 0 && offset <= bytes - length;
  }
}
