// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Settings;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.internal.guard.GuardedScheme;
import kasan.lab.internal.inventory.Extension;
import org.jspecify.annotations.Nullable;

/**
 * A scheme that stands, or is to stand, on the kernel of a run.
 *
 * @param description what its registration says
 * @param scheme the service, behind a guard of its own
 * @param options checked
 */
record Candidate(SchemeDescription description, GuardedScheme scheme, Options options) {
  /** Name of having no shadow. */
  static final String NONE = "none";

  private static final SchemeDescription NO_SHADOW =
      SchemeDescription.named(NONE)
          .title("no shadow")
          .granuleBytes(0)
          .anyLayout(true)
          .staticCost("0")
          .contender(false)
          .build();

  /**
   * A scheme that is there now.
   *
   * @param guarded its service
   * @throws kasan.api.BadInputException for an option that is not permitted
   * @throws kasan.lab.internal.guard.SchemeFailedException when the scheme throws
   */
  static Candidate of(Extension<ShadowScheme> extension, GuardedScheme guarded, Settings settings) {
    return new Candidate(
        SchemeDescription.of(extension.properties()),
        guarded,
        guarded.optionsOf(settings.of(extension.name())));
  }

  /** No shadow at all, for a kernel whose scheme went away. */
  static Candidate none() {
    return new Candidate(NO_SHADOW, new GuardedScheme(NONE, null), Options.NONE);
  }

  /** What a kernel needs to carry it. */
  SchemeChoice choice() {
    return new SchemeChoice(description, scheme, options);
  }

  String name() {
    return description.name();
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
