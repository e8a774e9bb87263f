// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.text;

import java.util.List;

/** What reports call bugs (mm/kasan/report.c, report_generic.c, report_tags.c of Linux 6.12). */
final class BugClasses {
  /** All of them. */
  static final List<String> ALL =
      List.of(
          "alloca-out-of-bounds",
          "double-free",
          "global-out-of-bounds",
          "invalid-access",
          "invalid-free",
          "null-ptr-deref",
          "out-of-bounds",
          "slab-out-of-bounds",
          "slab-use-after-free",
          "stack-out-of-bounds",
          "unknown-crash",
          "use-after-free",
          "user-memory-access",
          "vmalloc-out-of-bounds",
          "wild-memory-access");

  private BugClasses() {}
}
