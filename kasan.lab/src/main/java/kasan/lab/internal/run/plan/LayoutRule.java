// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.plan;

import java.util.Set;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.LayoutClass;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel of a run was booted with, and which schemes can therefore stand on it: layout of
 * objects and instrumentation are the kernel's, no swap changes them.
 *
 * @param layout of its objects; null for the placement of a recording as it is
 * @param classes layout classes that can stand on it
 * @param anyLayout whether schemes that can stand on any layout may, too
 * @param instrumentation what was compiled in; null on a recording
 */
public record LayoutRule(
    @Nullable LayoutClass layout,
    Set<LayoutClass> classes,
    boolean anyLayout,
    @Nullable Instrumentation instrumentation) {
  /** Placement of a recording as it is. */
  static final String RECORDED = "recorded";

  /** Copies the set. */
  public LayoutRule {
    classes = Set.copyOf(classes);
  }

  /** Whether objects lie where the recorded kernel had them. */
  public boolean recorded() {
    return layout == null;
  }

  /** The layout in results. */
  public String layoutWord() {
    return layout == null ? RECORDED : layout.word();
  }

  /** The instrumentation in results; empty on a recording. */
  public String instrumentationWord() {
    return instrumentation == null ? "" : instrumentation.word();
  }

  /** Why a scheme cannot stand on this kernel; null when it can. */
  public @Nullable String refusal(SchemeDescription scheme) {
    if (scheme.shadowless() || classes.contains(scheme.layoutClass())) {
      return instrumentation == null || scheme.worksWith(instrumentation)
          ? null
          : "the kernel was built with "
              + instrumentation.word()
              + " instrumentation; '"
              + scheme.name()
              + "' works with "
              + scheme.instrumentationWords();
    }
    if (anyLayout && scheme.anyLayout()) {
      return null;
    }
    return "needs objects laid out for '"
        + scheme.layoutClass().word()
        + "'; this kernel has them laid out "
        + (layout == null ? "as they were recorded" : "for '" + layout.word() + "'");
  }

  /** Whether objects are laid out as a scheme wants them. */
  public boolean own(SchemeDescription scheme) {
    return classes.contains(scheme.layoutClass());
  }
}
