// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

/**
 * Where a field lies in a sample.
 *
 * @param name as the kernel calls it
 * @param offset of its first byte
 * @param size in bytes; 0 for one that reaches to the end
 * @param signed whether a number is
 * @param kind what lies there
 */
public record FieldFormat(String name, int offset, int size, boolean signed, Kind kind) {
  /** What lies in a field. */
  public enum Kind {
    /** A number. */
    NUMBER,
    /** Bytes of a fixed length, or up to the end. */
    ARRAY,
    /** Where a text lies: its offset from the start of the sample, and its length. */
    DATA_LOC,
    /** The same, with the offset from the end of the field. */
    REL_LOC
  }
}
