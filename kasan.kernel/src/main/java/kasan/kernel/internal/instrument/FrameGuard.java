// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.lab.api.kernel.FrameLayout;

/** How compiled code protects stack frames in one kind of shadow. */
interface FrameGuard {
  /** A function is entered. */
  void enter(int cpu, long base, FrameLayout frame);

  /** A function is left. */
  void leave(int cpu, long base, FrameLayout frame);

  /** The scope of a variable ends. */
  void scopeEnds(int cpu, long address, long bytes);

  /** The scope of a variable begins. */
  void scopeBegins(int cpu, long address, long bytes);

  /** An alloca was laid out; {@code address} is that of its first byte. */
  void alloca(int cpu, long address, long bytes);

  /** The allocas of a function that is left lie in a range. */
  void allocasGone(int cpu, long address, long bytes);

  /** The pointer that a program is given to a variable. */
  long pointer(int cpu, long address);

  /** A function was entered under an earlier shadow, and the program has these pointers. */
  void adopt(int cpu, FrameLayout frame, long[] pointers);
}
