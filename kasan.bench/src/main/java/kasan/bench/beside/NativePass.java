// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.nio.file.Path;

/** Commands that go over the trace of a recording once. */
final class NativePass {
  private NativePass() {}

  static String of(String tool, Path recording) {
    String unpack = "zstdcat '" + recording.resolve("trace.txt.zst") + "'";
    return switch (tool) {
      case "zstdcat" -> unpack + " > /dev/null";
      case "zstdcat | mawk" ->
          unpack + " | mawk '{n[$5]++} END {for (k in n) s += n[k]; print s}' > /dev/null";
      default -> throw new IllegalArgumentException(tool);
    };
  }
}
