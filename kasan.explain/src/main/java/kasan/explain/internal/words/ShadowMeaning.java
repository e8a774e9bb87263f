// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.words;

import kasan.api.scheme.ShadowByte;
import kasan.lab.api.finding.Finding;

/**
 * What a byte of a memory dump means in a given report: generic shadow or a tag, in the values of
 * the kernel's own time. Older kernels marked globals with fa and unmapped vmalloc space with f9;
 * f8 stands for an ended scope, too.
 */
final class ShadowMeaning {
  private static final int INVALID_TAG = 0xFE;
  private static final int MATCH_ALL_TAG = 0xFF;
  private static final int OLD_GLOBAL_REDZONE = 0xFA;
  private static final int OLD_VMALLOC_INVALID = 0xF9;
  private static final int SCOPE_OR_VMALLOC = 0xF8;
  private static final int STACK_PARTIAL = 0xF4;
  private static final int AFTER_RETURN = 0xF5;

  private ShadowMeaning() {}

  /** Whether the dump of a report shows tags and no generic shadow. */
  static boolean tagged(Finding finding) {
    return finding.tags() != null || finding.bugClass().equals("invalid-access");
  }

  /** What a value means. */
  static String of(int value, Finding finding) {
    if (tagged(finding)) {
      return switch (value) {
        case INVALID_TAG -> "invalid tag: freed or redzone";
        case MATCH_ALL_TAG -> "tag of memory that is not tagged";
        default -> "memory tag";
      };
    }
    String bugClass = finding.bugClass();
    return switch (value) {
      case OLD_GLOBAL_REDZONE ->
          bugClass.equals("global-out-of-bounds")
              ? "redzone of a global"
              : ShadowByte.meaning(value);
      case OLD_VMALLOC_INVALID ->
          bugClass.equals("vmalloc-out-of-bounds")
              ? "vmalloc space not mapped"
              : ShadowByte.meaning(value);
      case SCOPE_OR_VMALLOC ->
          switch (bugClass) {
            case "use-after-scope" -> "variable whose scope has ended";
            case "vmalloc-out-of-bounds" ->
                finding.stackFrame() == null
                    ? "vmalloc space not mapped"
                    : ShadowByte.meaning(value);
            default -> ShadowByte.meaning(value);
          };
      case STACK_PARTIAL -> "partial redzone of a stack variable";
      case AFTER_RETURN -> "stack frame that has returned";
      default -> ShadowByte.meaning(value);
    };
  }
}
