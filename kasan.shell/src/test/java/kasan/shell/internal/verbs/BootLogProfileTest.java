// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kasan.api.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Profiles out of logs of boots. */
class BootLogProfileTest {
  private static final String MEMORY =
      "Memory: 1010452K/1048052K available (8192K kernel code, 831K rwdata, 1344K rodata, 788K init,"
          + " 2396K bss, 37396K reserved, 0K cma-reserved)";

  @TempDir Path dir;

  private BootLogProfile profile(String log, String meminfo) throws IOException {
    return BootLogProfile.of(
        Files.writeString(dir.resolve("my log"), log),
        Files.writeString(dir.resolve("meminfo"), meminfo));
  }

  private String refusal(String log, String meminfo) {
    return String.valueOf(
            assertThrows(BadInputException.class, () -> profile(log, meminfo)).getMessage())
        .replace(dir.toString(), "DIR");
  }

  @Test
  void aWholeLogLeavesOnlyRamToBeEstimated() throws IOException {
    BootLogProfile profile =
        profile(
            """
            [    0.000000] BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable
            [    0.000000] BIOS-e820: [mem 0x0000000000100000-0x00000000bfffffff] usable
            [    0.000000] BIOS-e820: [mem 0x0000000100000000-0x000000013fffffff] usable
            [    0.000000]   DMA      empty
            [    0.000000] percpu: Embedded 41 pages/cpu s131072
            [    0.000000] %s
            [    0.000000] stackdepot: allocating hash table of 1048576 entries via kvcalloc
            [    0.000000] software IO TLB: mapped [mem 0x000000007b000000-0x000000007f000000] (64MB)
            [    0.010000] smp: Brought up 1 node, 4 CPUs
            """
                .formatted(MEMORY),
            "MemTotal:        1015220 kB\nMemFree: 1 kB\n");
    assertEquals(
        List.of(
            "name=my_log",
            "map=hole-at-3g",
            "image.none=" + MEMORY,
            "measured.ram-mib=1024",
            "measured.cpus=4",
            "measured.memtotal-kb=1015220",
            "swiotlb-mib=64",
            "per-cpu-kb=164",
            "zone-dma=no",
            "stack-depot-kb=16384"),
        profile.lines());
    assertEquals(1, profile.estimated().size());
  }

  @Test
  void whatALogDoesNotTellIsSaid() throws IOException {
    BootLogProfile profile = profile(MEMORY + "\n", "MemTotal: 1015220 kB\n");
    assertEquals(
        List.of(
            "the memory map: as QEMU's q35 has it",
            "RAM: what the log says is present, rounded up to 64 MiB",
            "CPUs: one, none is told",
            "per-CPU areas: as a small kernel on QEMU has it",
            "zone DMA: as a small kernel on QEMU has it"),
        profile.estimated());
  }

  @Test
  void filesThatDoNotDoAreRefused() {
    assertEquals(
        "DIR/my log: no line 'Memory: ...K/...K available (...K kernel code, ...' in it; expected"
            + " the log of a boot from its start, of dmesg or the journal",
        refusal("hello\n", "MemTotal: 1 kB\n"));
    assertEquals(
        "DIR/my log: the log of a kernel with KASAN; expected one without, or a profile with its"
            + " line as image.outline, see docs/footprint.md",
        refusal("kasan: KernelAddressSanitizer initialized\n", "MemTotal: 1 kB\n"));
    assertEquals(
        "DIR/meminfo: no line 'MemTotal: N kB' in it", refusal(MEMORY + "\n", "MemFree: 1 kB\n"));
    assertEquals(
        "DIR/meminfo: MemTotal of 2000000 kB is more than the 1048052 kB of DIR/my log; expected"
            + " both of one boot",
        refusal(MEMORY + "\n", "MemTotal: 2000000 kB\n"));
  }
}
