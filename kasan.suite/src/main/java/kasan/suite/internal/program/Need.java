// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.program;

import java.util.Locale;

/** What a case needs. On a kernel that lacks it the case is not applicable, with this reason. */
public enum Need {
  /** CONFIG_KASAN_VMALLOC. */
  VMALLOC("the scheme has no shadow for vmalloc areas"),
  /** Checked memset, memcpy, memmove: KASAN_TEST_NEEDS_CHECKED_MEMINTRINSICS. */
  INTRINSICS("this compiler emits unchecked memory intrinsics (--set suite.compiler=gcc13)"),
  /** Redzones that only clang lays out. */
  CLANG("needs globals as clang lays them out (--set suite.compiler=clang)"),
  /** CONFIG_RUST. */
  RUST("the kernel was built without Rust (--set suite.rust=on)"),
  /** CONFIG_SLUB_RCU_DEBUG. */
  SLUB_RCU_DEBUG("the kernel was built without SLUB_RCU_DEBUG (--set suite.slub-rcu-debug=on)"),
  /** CONFIG_KASAN_STACK. */
  STACK("the mode does not protect stacks");

  private final String otherwise;

  Need(String otherwise) {
    this.otherwise = otherwise;
  }

  /** As it is written in a case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Why a run does not apply that lacks it. */
  public String otherwise() {
    return otherwise;
  }
}
