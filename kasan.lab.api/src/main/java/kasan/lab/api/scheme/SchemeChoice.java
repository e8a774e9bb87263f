// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.scheme;

import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import org.jspecify.annotations.Nullable;

/**
 * A scheme with what the user set for it: all that a kernel needs to carry it.
 *
 * @param description what its registration says
 * @param service makes its shadows
 * @param options the values chosen
 */
public record SchemeChoice(SchemeDescription description, ShadowScheme service, Options options) {

  /**
   * A scheme with options as a user gave them.
   *
   * @throws kasan.api.BadInputException for an option that it does not have, or a value that is not
   *     permitted
   */
  public static SchemeChoice of(
      SchemeDescription description, ShadowScheme service, Map<String, String> given) {
    return new SchemeChoice(
        description, service, Options.of(description.name(), service.options(), given));
  }

  /** Its name. */
  public String name() {
    return description.name();
  }

  /** Why it cannot run on an architecture, in its own words; null when it can. */
  public @Nullable String refusal(ArchModel arch) {
    return service.refusal(arch, options);
  }
}
