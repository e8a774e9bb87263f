// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;

/** The architectures that the laboratory comes with, for tests. */
public final class TestArchs {
  private TestArchs() {}

  /** x86-64 with four levels of page tables. */
  public static ArchModel x86() {
    return model(new X86Architecture(), Map.of());
  }

  /**
   * arm64.
   *
   * @param virtualBits 36, 39, 42, 47, 48 or 52
   * @param pages {@code 4k}, {@code 16k} or {@code 64k}
   */
  public static ArchModel arm64(int virtualBits, String pages) {
    return model(
        new Arm64Architecture(), Map.of("va", String.valueOf(virtualBits), "pages", pages));
  }

  /** arm64 with 48-bit addresses and 4 KiB pages. */
  public static ArchModel arm64() {
    return arm64(48, "4k");
  }

  private static ArchModel model(Architecture arch, Map<String, String> options) {
    return arch.model(Options.of("arch", arch.options(), options));
  }
}
