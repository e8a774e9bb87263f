// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/** What is asked of schemes and architectures before a kernel is there, through a wall. */
public final class SchemeCalls {
  private SchemeCalls() {}

  /** What a wall calls a scheme, be it asked here or told by a kernel. */
  public static String who(String scheme) {
    return "scheme '" + scheme + "'";
  }

  /**
   * A scheme with options as a user gave them.
   *
   * @throws kasan.api.BadInputException for an option that it does not have, or a value that is not
   *     permitted
   * @throws ForeignFailure when the scheme fails
   */
  public static SchemeChoice choice(
      Wall wall, SchemeDescription description, ShadowScheme service, Map<String, String> given) {
    return wall.call(
        ForeignCode.of(who(description.name()), service),
        () -> SchemeChoice.of(description, service, given));
  }

  /**
   * Why a scheme cannot run on an architecture; null when it can.
   *
   * @throws ForeignFailure when the scheme fails
   */
  public static @Nullable String refusal(Wall wall, SchemeChoice scheme, ArchModel arch) {
    return wall.ask(
        ForeignCode.of(who(scheme.name()), scheme.service()), () -> scheme.refusal(arch));
  }

  /**
   * Options of an architecture as a user gave them.
   *
   * @throws kasan.api.BadInputException as for schemes
   * @throws ForeignFailure when the architecture fails
   */
  public static Options options(
      Wall wall, String name, Architecture arch, Map<String, String> given) {
    return wall.call(code(name, arch), () -> Options.of(name, arch.options(), given));
  }

  /**
   * An architecture with its options chosen.
   *
   * @throws ForeignFailure when the architecture fails
   */
  public static ArchModel model(Wall wall, String name, Architecture arch, Options options) {
    return wall.call(code(name, arch), () -> arch.model(options));
  }

  private static ForeignCode code(String name, Architecture arch) {
    return ForeignCode.of("architecture '" + name + "'", arch);
  }
}
