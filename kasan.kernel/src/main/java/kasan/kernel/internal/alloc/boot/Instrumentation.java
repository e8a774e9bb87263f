// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

/** How the kernel was compiled, which decides the size of its image. */
public enum Instrumentation {
  /** Without KASAN. */
  NONE,
  /** Checks are calls. */
  OUTLINE,
  /** Checks are compiled in place. */
  INLINE
}
