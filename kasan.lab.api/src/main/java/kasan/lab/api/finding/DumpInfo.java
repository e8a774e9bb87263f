// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On what the bug happened: the lines in front of a call trace (dump_stack_print_info).
 *
 * @param cpu that reported
 * @param uid of the task; null where the kernel does not print it, as before 6.12
 * @param pid of the task
 * @param comm name of the task
 * @param kdump whether a crash kernel is loaded
 * @param taint flags at their fixed places, such as {@code G B}; null for a kernel that is not
 *     tainted
 * @param release such as {@code 6.12.117}
 * @param version what stands behind the release, such as {@code #1}
 * @param details the lines that follow, as they stand: {@code Tainted: [B]=BAD_PAGE}, {@code
 *     Hardware name: ...}, {@code Workqueue: ...}
 */
public record DumpInfo(
    int cpu,
    @Nullable Long uid,
    long pid,
    String comm,
    boolean kdump,
    @Nullable String taint,
    String release,
    String version,
    List<String> details) {
  private static final String HARDWARE = "Hardware name: ";

  /** Copies the list. */
  public DumpInfo {
    details = List.copyOf(details);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof DumpInfo info
            && cpu == info.cpu
            && pid == info.pid
            && kdump == info.kdump
            && Objects.equals(uid, info.uid)
            && comm.equals(info.comm)
            && Objects.equals(taint, info.taint)
            && release.equals(info.release)
            && version.equals(info.version)
            && details.equals(info.details);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(pid) * 31 + comm.hashCode() + cpu;
  }

  /** Name of the machine; null where it is not printed. */
  public @Nullable String hardware() {
    for (String line : details) {
      if (line.startsWith(HARDWARE)) {
        return line.substring(HARDWARE.length());
      }
    }
    return null;
  }
}
