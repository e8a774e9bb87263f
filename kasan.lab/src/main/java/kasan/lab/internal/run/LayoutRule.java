// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.Set;
import kasan.lab.internal.inventory.SchemeFacts;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel of a run was booted with, and which schemes can therefore stand on it: layout of
 * objects and instrumentation are the kernel's, no swap changes them.
 *
 * @param layout as the boot plan has it; {@link #RECORDED} on a recording
 * @param classes layout classes that can stand on it
 * @param anyLayout whether schemes that can stand on any layout may, too
 * @param instrumentation what was compiled in; empty on a recording
 */
record LayoutRule(String layout, Set<String> classes, boolean anyLayout, String instrumentation) {
  /** Placement of a recording as it is. */
  static final String RECORDED = "recorded";

  /** A kernel without what KASAN adds to objects. */
  static final String PLAIN = "plain";

  /** Copies the set. */
  LayoutRule {
    classes = Set.copyOf(classes);
  }

  /** Why a scheme cannot stand on this kernel; null when it can. */
  @Nullable String refusal(SchemeFacts facts) {
    boolean shadowless = facts.instrumentation().isEmpty();
    if (shadowless || classes.contains(facts.layoutClass())) {
      return shadowless
              || instrumentation.isEmpty()
              || facts.instrumentation().contains(instrumentation)
          ? null
          : "the kernel was built with "
              + instrumentation
              + " instrumentation; '"
              + facts.name()
              + "' works with "
              + String.join(", ", facts.instrumentation());
    }
    if (anyLayout && facts.anyLayout()) {
      return null;
    }
    return "needs objects laid out for '"
        + facts.layoutClass()
        + "'; this kernel has them laid out "
        + (layout.equals(RECORDED) ? "as they were recorded" : "for '" + layout + "'");
  }

  /** Whether objects are laid out as a scheme wants them. */
  boolean own(SchemeFacts facts) {
    return classes.contains(facts.layoutClass());
  }
}
