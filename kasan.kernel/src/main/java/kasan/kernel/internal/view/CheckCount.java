// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

/** Checks of accesses so far, by who made them; their loads of shadow are counted where they go. */
public final class CheckCount {
  /** Calls of the runtime. */
  public long calls;

  /** Tests that compiled code made itself. */
  public long inline;
}
