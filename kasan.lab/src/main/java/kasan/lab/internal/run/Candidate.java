// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.internal.guard.GuardedScheme;
import kasan.lab.internal.inventory.Extension;
import kasan.lab.internal.inventory.SchemeFacts;
import org.jspecify.annotations.Nullable;

/**
 * A scheme that stands, or is to stand, on the kernel of a run.
 *
 * @param facts what its registration says
 * @param misses classes of bugs that it says it misses
 * @param scheme the service, behind a guard of its own
 * @param options checked
 */
record Candidate(SchemeFacts facts, List<String> misses, GuardedScheme scheme, Options options) {
  /** Name of having no shadow. */
  static final String NONE = "none";

  /** Copies the list. */
  Candidate {
    misses = List.copyOf(misses);
  }

  /**
   * A scheme that is there now.
   *
   * @param guarded its service
   * @throws kasan.api.BadInputException for an option that is not permitted
   * @throws kasan.lab.internal.guard.SchemeFailedException when the scheme throws
   */
  static Candidate of(Extension<ShadowScheme> extension, GuardedScheme guarded, Settings settings) {
    return new Candidate(
        SchemeFacts.of(extension),
        extension.words(SchemeInfo.PREFIX_ + "misses"),
        guarded,
        guarded.optionsOf(settings.of(extension.name())));
  }

  /** No shadow at all, for a kernel whose scheme went away. */
  static Candidate none() {
    var facts =
        new SchemeFacts(
            NONE,
            "no shadow",
            "",
            0,
            List.of("outline", "inline"),
            SchemeFacts.GENERIC,
            true,
            "0",
            true,
            false);
    return new Candidate(facts, List.of(), new GuardedScheme(NONE, null), Options.NONE);
  }

  String name() {
    return facts.name();
  }

  /** Whether there is a shadow at all. */
  boolean shadow() {
    return !name().equals(NONE);
  }

  /** Why it cannot run on an architecture; null when it can. */
  @Nullable String refusal(ArchModel arch) {
    return scheme.refusal(arch, options);
  }
}
