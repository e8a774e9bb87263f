// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** What a kernel's configuration, or its log from boot, says of KASAN. */
final class KernelConfig {
  private static final String SET = "CONFIG_KASAN=y";
  private static final String GENERIC = "CONFIG_KASAN_GENERIC=y";

  /** What {@code kasan_init} prints; kernels of tag modes say so in brackets. */
  private static final String INITIALISED = "KernelAddressSanitizer initialized";

  private KernelConfig() {}

  /** The option in a configuration; empty when it is off. */
  static Optional<String> kasan(InputStream in, String label) throws IOException {
    boolean set = false;
    boolean generic = false;
    boolean modes = false;
    try (ProcText text = new ProcText(in, label)) {
      for (String line = text.next(); line != null; line = text.next()) {
        set |= line.equals(SET);
        generic |= line.equals(GENERIC);
        modes |= line.contains("CONFIG_KASAN_SW_TAGS=y") || line.contains("CONFIG_KASAN_HW_TAGS=y");
      }
    }
    return Optional.of(!set || (modes && !generic) ? "" : SET + " in config");
  }

  /** The line in a log of its boot; nothing when the log, which may begin later, has none. */
  static Optional<String> kasanBoot(InputStream in, String label) throws IOException {
    try (ProcText text = new ProcText(in, label)) {
      for (String line = text.next(); line != null; line = text.next()) {
        if (line.contains(INITIALISED) && !line.contains("tags")) {
          return Optional.of("'" + INITIALISED + "' in dmesg");
        }
      }
    }
    return Optional.empty();
  }
}
