// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of schemes and architectures before a kernel is there. Each throws a {@link
 * kasan.lab.api.wall.ForeignFailure} when the extension fails.
 */
public final class SchemeCalls {
  private SchemeCalls() {}

  /** What a wall calls a scheme, be it asked here or told by a kernel. */
  public static String who(String scheme) {
    return ExtensionKind.SCHEMES.who(scheme);
  }

  /**
   * A scheme with options as a user gave them.
   *
   * @throws kasan.api.BadInputException for an option that it does not have, or a value that is not
   *     permitted
   */
  public static SchemeChoice choice(
      SchemeDescription description, ShadowScheme service, Map<String, String> given) {
    String name = description.name();
    return new SchemeChoice(
        description,
        service,
        Options.of(name, ForeignServices.scheme(name, service).options(), given));
  }

  /**
   * A scheme that is there, with options as a user gave them.
   *
   * @throws kasan.api.BadInputException as the other
   */
  public static SchemeChoice choice(Extension<ShadowScheme> scheme, Map<String, String> given) {
    return choice(SchemeDescription.of(scheme.properties()), scheme.service(), given);
  }

  /** Why a scheme cannot run on an architecture; null when it can. */
  public static @Nullable String refusal(SchemeChoice scheme, ArchModel arch) {
    return ForeignServices.scheme(scheme.name(), scheme.service()).refusal(arch, scheme.options());
  }

  /**
   * Options of an architecture as a user gave them.
   *
   * @throws kasan.api.BadInputException as for schemes
   */
  public static Options options(String name, Architecture arch, Map<String, String> given) {
    return Options.of(name, ForeignServices.arch(name, arch).options(), given);
  }

  /** An architecture with its options chosen. */
  public static ArchModel model(String name, Architecture arch, Options options) {
    return ForeignServices.arch(name, arch).model(options);
  }
}
