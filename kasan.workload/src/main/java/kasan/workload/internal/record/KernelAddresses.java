// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.Path;

/**
 * While open, the kernel prints its addresses to root in /proc/vmallocinfo: kptr_restrict is 1
 * then. At 0 it prints hashes, at 2 zeros.
 */
final class KernelAddresses implements AutoCloseable {
  private static final Path SETTING = Path.of("/proc/sys/kernel/kptr_restrict");
  private static final String SHOWN_TO_ROOT = "1";

  private final Undo.Step restore;

  KernelAddresses(Undo undo) throws IOException {
    String before = ControlFile.read(SETTING);
    if (before.equals(SHOWN_TO_ROOT)) {
      restore = () -> {};
      return;
    }
    restore =
        undo.change(
            () -> ControlFile.write(SETTING, SHOWN_TO_ROOT),
            () -> ControlFile.write(SETTING, before));
  }

  @Override
  public void close() throws IOException {
    restore.undo();
  }
}
