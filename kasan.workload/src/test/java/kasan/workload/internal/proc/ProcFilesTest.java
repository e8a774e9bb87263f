// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.KernelFacts;
import kasan.api.memory.PfnRange;
import kasan.api.workload.PageTypeInfo;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each /proc file as kernels print it, and what is said when it is not so. */
final class ProcFilesTest {
  private static InputStream in(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  private static void refused(String expected, Executable read) {
    assertEquals(expected, assertThrows(BadInputException.class, read).getMessage());
  }

  /** Pages of 4 KiB, the first MiB mapped as a whole. */
  private static final KernelFacts X86 =
      new KernelFacts(12, 1 << 20, 16 * 1024, 48 * 1024, List.of());

  @Test
  void meminfoKeepsWhatIsMemory() throws IOException {
    String text =
        "MemTotal:       24684092 kB\nActive(anon):       1636 kB\nHugePages_Total:   0\n";
    assertEquals(
        Map.of("MemTotal", 24684092L, "Active(anon)", 1636L), Meminfo.read(in(text), "meminfo"));
  }

  @Test
  void meminfoCutInTheMiddle() {
    refused(
        "meminfo, line 2: expected NAME: NUMBER kB, found 'MemFr'",
        () -> Meminfo.read(in("MemTotal:       24684092 kB\nMemFr"), "meminfo"));
  }

  @Test
  void pagetypeinfoPutsFreeBlocksToTheirTypes() throws IOException {
    String text =
        """
        Page block order: 9
        Pages per block:  512

        Free pages count per migrate type at order       0      1      2
        Node    0, zone   Normal, type    Unmovable      3      1      0
        Node    0, zone   Normal, type      Movable >100000      0      7

        Number of blocks type     Unmovable      Movable
        Node 0, zone   Normal           12           34
        """;
    assertEquals(
        List.of(
            new PageTypeInfo("0/Normal", "Unmovable", 9, 12, List.of(3L, 1L, 0L)),
            new PageTypeInfo("0/Normal", "Movable", 9, 34, List.of(100000L, 0L, 7L))),
        Pagetypeinfo.read(in(text), "pagetypeinfo"));
    refused(
        "pagetypeinfo, line 9: expected 2 numbers of page blocks, one for each type, found"
            + " 'Node 0, zone   Normal           12'",
        () -> Pagetypeinfo.read(in(text.replace("           34", "")), "pagetypeinfo"));
  }

  @Test
  void slabinfoTakesNamesWithBlanks() throws IOException {
    String text =
        """
        slabinfo - version: 2.1
        # name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : x
        bio-312               12     24    320   12    1 : tunables    0    0    0 : slabdata      1      2      0
        a cache (of mine)      1      2    128    3    4 : tunables    0    0    0 : slabdata      5      6      7
        """;
    assertEquals(
        List.of(
            new SlabInfo("bio-312", 12, 24, 320, 12, 1, 2),
            new SlabInfo("a cache (of mine)", 1, 2, 128, 3, 4, 6)),
        Slabinfo.read(in(text), "slabinfo"));
  }

  @Test
  void slabinfoOfAnotherVersion() {
    refused(
        "slabinfo, line 1: expected 'slabinfo - version: 2.1', found 'slabinfo - version: 1.1'",
        () -> Slabinfo.read(in("slabinfo - version: 1.1\n"), "slabinfo"));
  }

  @Test
  void slabinfoCutInTheMiddle() {
    refused(
        "slabinfo, line 2: expected NAME and five numbers, ': tunables', ': slabdata' and three"
            + " numbers, found 'bio-312               12     24    320   12    1 : tunables ...'",
        () ->
            Slabinfo.read(
                in(
                    """
        slabinfo - version: 2.1
        bio-312               12     24    320   12    1 : tunables    0    0
        """),
                "slabinfo"));
  }

  @Test
  void vmallocinfoWithRealAddresses() throws IOException {
    String text =
        """
        0xffffc90000000000-0xffffc90000005000   20480 irq_init_percpu_irqstack+0xca/0x100 vmap
        0xffffc9000000c000-0xffffc90000011000   20480 kernel_clone+0x94/0x3e0 pages=4 vmalloc N0=4
        0xffffc90000005000-0xffffc90000007000    8192 acpi_os_map_iomem+0x1bc/0x1e0 phys=0x00000000000a0000 ioremap
        0xffffc90000021000-0xffffc90000023000    8192 unpurged vm_area
        0xffffffffc0000000-0xffffffffc0005000   20480 load_module+0x1/0x2 [kvm] pages=4 vmalloc vpages N0=2 N1=2
        0xffffc90000031000-0xffffc90000033000    8192 vm_map_ram
        """;
    assertEquals(
        List.of(
            new VmallocArea(
                0xffffc90000000000L, true, 20480, "irq_init_percpu_irqstack+0xca/0x100", "vmap", 0),
            new VmallocArea(
                0xffffc9000000c000L, true, 20480, "kernel_clone+0x94/0x3e0", "vmalloc", 4),
            new VmallocArea(
                0xffffc90000005000L, true, 8192, "acpi_os_map_iomem+0x1bc/0x1e0", "ioremap", 0),
            new VmallocArea(0xffffc90000021000L, true, 8192, "", "unpurged", 0),
            new VmallocArea(
                0xffffffffc0000000L, true, 20480, "load_module+0x1/0x2 [kvm]", "vmalloc", 4),
            new VmallocArea(0xffffc90000031000L, true, 8192, "", "vm_map_ram", 0)),
        Vmallocinfo.read(in(text), "vmallocinfo"));
  }

  @Test
  void vmallocinfoWithHashedOrHiddenAddresses() throws IOException {
    String text =
        """
        0x000000002437b4f8-0x00000000b9f7445f   20480 kernel_clone+0x94/0x3e0 pages=4 vmalloc
        0x0000000000000000-0x0000000000000000   20480 kernel_clone+0x94/0x3e0 pages=4 vmalloc
        """;
    for (VmallocArea area : Vmallocinfo.read(in(text), "vmallocinfo")) {
      assertEquals(false, area.addressKnown());
      assertEquals(20480, area.bytes());
      assertEquals(4, area.pages());
    }
  }

  @Test
  void vmallocinfoCutInTheMiddle() {
    refused(
        "vmallocinfo, line 1: expected 0xSTART-0xEND BYTES CALLER, found '0xffffc900000'",
        () -> Vmallocinfo.read(in("0xffffc900000\n"), "vmallocinfo"));
    refused(
        "vmallocinfo, line 1: expected a number, found ''",
        () -> Vmallocinfo.read(in("0xffffc90000000000-0xffffc90000005000\n"), "vmallocinfo"));
  }

  @Test
  void buddyinfoByNodeAndZone() throws IOException {
    String text =
        """
        Node 0, zone      DMA      0      0      1      3
        Node 1, zone   Normal   2417    785     90    178
        """;
    assertEquals(
        Map.of("0/DMA", List.of(0L, 0L, 1L, 3L), "1/Normal", List.of(2417L, 785L, 90L, 178L)),
        Buddyinfo.read(in(text), "buddyinfo"));
  }

  @Test
  void buddyinfoCutInTheMiddle() {
    refused(
        "buddyinfo, line 1: expected 'Node N, zone NAME' and free blocks by order, found 'Node 0,"
            + " zo'",
        () -> Buddyinfo.read(in("Node 0, zo\n"), "buddyinfo"));
  }

  @Test
  void iomemGivesRamInWholePagesAndTheSizeOfTheImage() throws IOException {
    String text =
        """
        00000000-00000fff : Reserved
        00001000-0009fbff : System RAM
        0009fc00-000fffff : Reserved
        00100000-bfffffff : System RAM
          01000000-02209987 : Kernel code
          02400000-02e09fff : Kernel rodata
          03000000-0327c0ff : Kernel data
          03b34000-03c57fff : Kernel bss
        100000000-63fff0123 : System RAM
        """;
    MemoryMap map = MemoryMap.read(in(text), "iomem");
    assertEquals(
        List.of(new PfnRange(0, 0xc0000), new PfnRange(0x100000, 0x63fff1)),
        map.mapped(X86),
        "the first MiB is mapped as a whole, and the last page is");
    assertEquals(0x3c57fff - 0x1000000 + 1, map.imageBytes());
  }

  @Test
  void iomemForThoseWhoMayNotSeeAddressesTellsNothing() throws IOException {
    String text =
        """
        00000000-00000000 : Reserved
        00000000-00000000 : System RAM
          00000000-00000000 : Kernel code
        """;
    assertEquals(MemoryMap.UNKNOWN, MemoryMap.read(in(text), "iomem"));
  }

  @Test
  void iomemCutInTheMiddle() {
    refused(
        "iomem, line 1: expected START-END : NAME, found '00001000-0009f'",
        () -> MemoryMap.read(in("00001000-0009f\n"), "iomem"));
  }

  @Test
  void iomemWithARangeTheWrongWayRound() {
    refused(
        "iomem, line 1: expected a range that ends after it starts, found '2000-1000 : System RAM'",
        () -> MemoryMap.read(in("2000-1000 : System RAM\n"), "iomem"));
  }

  @Test
  void zoneinfoTellsHowManyCpusThereAre() throws IOException {
    String text =
        "Node 0, zone      DMA\n  pagesets\n    cpu: 0\n              count: 0\n    cpu: 3\n";
    assertEquals(4, Zoneinfo.read(in(text), "zoneinfo").cpus());
  }
}
