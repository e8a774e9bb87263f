// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

/**
 * An address that a program was given, and the memory it was given for. The kernel knows addresses
 * only. Here it is known when a pointer outlived its memory, or went into other memory.
 */
final class Pointer {
  /** First byte, as the program has it, with its tag where pointers carry tags. */
  final long address;

  /** Bytes that it was given for. */
  final long bytes;

  /** Which allocation it was given for, as the oracle counts; 0 for memory that is not counted. */
  final long generation;

  /** Whether the memory is gone although the oracle does not count it: a frame that was left. */
  boolean gone;

  Pointer(long address, long bytes, long generation) {
    this.address = address;
    this.bytes = bytes;
    this.generation = generation;
  }

  /** Whether a range that begins at an offset lies in its memory. */
  boolean covers(long offset, long size) {
    return offset >= 0 && size >= 0 && offset + size <= bytes;
  }
}
