// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.Finding;
import org.jspecify.annotations.Nullable;

/** Tells the kind of bug from the class that a kernel printed and the shadow that it met. */
final class BugKinds {
  private static final int PAGE_FREE = 0xFF;
  private static final int PAGE_REDZONE = 0xFE;
  private static final int SLAB_REDZONE = 0xFC;

  private BugKinds() {}

  /**
   * The kind.
   *
   * @param badShadow shadow of the bad granule; -1 when not known
   * @param near whether the access ends in the 16-byte granule in which the memory ends
   */
  static BugKind of(Finding finding, int badShadow, boolean near) {
    boolean object = finding.object() != null;
    return switch (finding.bugClass()) {
      case "double-free", "invalid-free", "double-free or invalid-free" -> {
        if (object) {
          yield BugKind.SLAB_FREE;
        }
        yield badShadow == 0 ? BugKind.LARGE_FREE_MISPLACED : BugKind.LARGE_FREE;
      }
      case "null-ptr-deref",
          "user-memory-access",
          "wild-memory-access",
          "null-ptr-deref or user-memory-access" ->
          BugKind.NO_SHADOW;
      case "out-of-bounds" -> {
        if (wraps(finding.access())) {
          yield BugKind.SIZE_WRAP;
        }
        yield finding.tags() == null ? beyondSomething(finding) : BugKind.TAG_MISMATCH;
      }
      case "slab-out-of-bounds" -> {
        // a report that was cut off shows neither object nor shadow
        boolean large = !object && badShadow > 0 && badShadow != SLAB_REDZONE;
        if (badShadow == PAGE_REDZONE || large) {
          yield near ? BugKind.LARGE_OOB_NEAR : BugKind.LARGE_OOB;
        }
        yield near ? BugKind.SLAB_OOB_NEAR : BugKind.SLAB_OOB;
      }
      case "slab-use-after-free" -> BugKind.SLAB_UAF;
      case "use-after-free" -> {
        // before 6.3 this class is that of slab objects, too
        if (badShadow < 0 && !object && finding.page().isEmpty()) {
          yield BugKind.UNKNOWN;
        }
        yield object && badShadow != PAGE_FREE ? BugKind.SLAB_UAF : BugKind.PAGE_UAF;
      }
      case "use-after-scope" -> BugKind.USE_AFTER_SCOPE;
      case "vmalloc-out-of-bounds" -> near ? BugKind.VMALLOC_OOB_NEAR : BugKind.VMALLOC_OOB;
      case "stack-out-of-bounds" -> near ? BugKind.STACK_OOB_NEAR : BugKind.STACK_OOB;
      case "alloca-out-of-bounds" -> BugKind.ALLOCA_OOB;
      case "global-out-of-bounds" -> BugKind.GLOBAL_OOB;
      // fe is the invalid tag there
      case "invalid-access" ->
          object && finding.freed() != null && badShadow == PAGE_REDZONE
              ? BugKind.SLAB_UAF
              : BugKind.TAG_MISMATCH;
      default -> BugKind.UNKNOWN;
    };
  }

  private static BugKind beyondSomething(Finding finding) {
    if (finding.object() != null) {
      return BugKind.SLAB_OOB;
    }
    if (finding.stackFrame() != null) {
      return BugKind.STACK_OOB;
    }
    if (finding.variable() != null) {
      return BugKind.GLOBAL_OOB;
    }
    return finding.vmalloc() != null ? BugKind.VMALLOC_OOB : BugKind.UNKNOWN;
  }

  private static boolean wraps(@Nullable Access access) {
    if (access == null || access.address() == null) {
      return false;
    }
    return Long.compareUnsigned(access.address() + access.size(), access.address()) < 0;
  }
}
