// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/** What is true of one byte of the address space. */
public enum ByteState {
  /** May be accessed. */
  LIVE,
  /** Not known; counts as accessible and is counted. */
  UNKNOWN,
  /** Slab memory that was never handed out. */
  NEVER_ALLOCATED,
  /** Beside an object: behind what was asked for, metadata, alignment. */
  REDZONE,
  /** Freed object, stack or area. */
  FREED,
  /** Free page. */
  FREE_PAGE,
  /** A variable whose scope has ended. */
  OUT_OF_SCOPE,
  /** Kernel address with nothing behind it. */
  UNMAPPED,
  /** In the first page of the address space. */
  NULL_PAGE,
  /** User space. */
  USER,
  /** Not an address at all. */
  WILD;

  /** Whether an access is a bug. */
  public boolean bug() {
    return this != LIVE && this != UNKNOWN;
  }
}
