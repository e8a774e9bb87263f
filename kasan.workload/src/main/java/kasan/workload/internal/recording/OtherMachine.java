// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.List;
import java.util.function.Predicate;
import kasan.api.arch.KernelFacts.ProcMark;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose recordings are not read, told by a line of /proc: {@code show_cpuinfo} of its
 * architecture prints it, or {@code meminfo} of kernels with memory beyond their address space.
 *
 * @param mark the line
 * @param name of the kernel
 */
record OtherMachine(ProcMark mark, String name) {
  private static final List<OtherMachine> ALL =
      List.of(
          new OtherMachine(new ProcMark("meminfo", "HighTotal"), "32 bits"),
          new OtherMachine(new ProcMark("cpuinfo", "timebase"), "powerpc"),
          new OtherMachine(new ProcMark("cpuinfo", "# processors"), "s390"),
          new OtherMachine(new ProcMark("cpuinfo", "CPU Family"), "loongarch"),
          new OtherMachine(new ProcMark("cpuinfo", "ASEs implemented"), "mips"),
          new OtherMachine(new ProcMark("cpuinfo", "cpu model"), "mips"));

  /** The one that /proc tells of; null for none. */
  static @Nullable OtherMachine told(Predicate<ProcMark> tells) {
    for (OtherMachine each : ALL) {
      if (tells.test(each.mark)) {
        return each;
      }
    }
    return null;
  }

  /** In words. */
  String inWords() {
    return mark.file() + " has '" + mark.line() + "', so a kernel of " + name;
  }
}
