// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import kasan.api.BadInputException;
import kasan.api.memory.PfnRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootMemoryTest {
  private static final BootProfiles KNOWN =
      new BootProfiles(List.of(new X86Architecture(), new Arm64Architecture()));

  private static final int PAGE_SHIFT = 12;
  private static final int LEAF_SHIFT = 21;

  /** Debian's 6.1.0-50-cloud-amd64 on QEMU 7.2 q35 with 2 CPUs, calibrated at 1 GiB only. */
  private static final String DEBIAN =
      """
      name=debian-6.1-cloud
      map=q35
      image.none=Memory: 219832K/1048052K available (14343K kernel code, 2327K rwdata, 8332K \
      rodata, 2600K init, 5456K bss, 61300K reserved, 0K cma-reserved)
      per-cpu-kb=244
      measured.ram-mib=1024
      measured.cpus=2
      measured.memtotal-kb=996380
      """;

  private static BootMemory boot(BootProfile profile, Instrumentation how, long ramMib) {
    return new BootMemory(profile, how, ramMib << 20, 2, PAGE_SHIFT, LEAF_SHIFT);
  }

  private static MemoryMap q35() {
    return new MemoryMap(Objects.requireNonNull(KNOWN.map("q35")));
  }

  private static BootProfile builtIn() {
    return KNOWN.builtIn("linux-6.12-qemu", PAGE_SHIFT, LEAF_SHIFT);
  }

  /** docs/sources.md#real-boots, calibrated at 1024 MiB, so 4096 is the one that says something. */
  @ParameterizedTest
  @CsvSource({"1024, 1015888", "4096, 4041544"})
  void memTotalOfThePlainKernelIsThatOfRealBoots(long ramMib, long memTotalKb) {
    assertEquals(
        0.0, (double) (memTotalKb - boot(builtIn(), Instrumentation.NONE, ramMib).freeKb()), 16.0);
  }

  @ParameterizedTest
  @CsvSource({
    "256, 223388",
    "512, 481052",
    "768, 738332",
    "1024, 996380",
    "1536, 1510940",
    "2048, 2027036",
    "2560, 2540060",
    "2800, 2781720",
    "2816, 2731796",
    "3072, 2989844",
    "4096, 4022036",
    "6144, 6080268",
    "8192, 8144656"
  })
  void memTotalAtOtherSizesIsThatOfRealBootsOfDebian(long ramMib, long memTotalKb)
      throws IOException {
    var profile = KNOWN.read("debian", new StringReader(DEBIAN), PAGE_SHIFT, LEAF_SHIFT);
    assertEquals(
        0.0, (double) (memTotalKb - boot(profile, Instrumentation.NONE, ramMib).freeKb()), 16.0);
  }

  /**
   * Debian's 6.1.0-56-arm64 on QEMU 7.2 virt; calibrated at 1 GiB and 2 CPUs, 4 GiB added 12 kB.
   */
  @ParameterizedTest
  @CsvSource({
    "512, 2, 486532",
    "768, 2, 743300",
    "1024, 1, 1000964",
    "1024, 2, 1000836",
    "1024, 4, 1000588",
    "2048, 2, 2029436",
    "3072, 2, 3056508",
    "3328, 2, 3247736",
    "4096, 2, 4020344",
    "6144, 2, 6074476",
    "8192, 2, 8134760"
  })
  void memTotalOnArm64IsThatOfRealBoots(long ramMib, int cpus, long memTotalKb) {
    BootProfile profile = KNOWN.builtIn("linux-6.1-virt", PAGE_SHIFT, PAGE_SHIFT);
    var boot =
        new BootMemory(profile, Instrumentation.NONE, ramMib << 20, cpus, PAGE_SHIFT, PAGE_SHIFT);
    assertEquals(0.0, (double) (memTotalKb - boot.freeKb()), 16.0);
  }

  @Test
  void largerPagesDoNotChangeWhatAProfileLeavesUnexplained() {
    long other = KNOWN.builtIn("linux-6.1-virt", PAGE_SHIFT, PAGE_SHIFT).otherKb();
    assertEquals(other, KNOWN.builtIn("linux-6.1-virt", 14, 14).otherKb());
    assertEquals(other, KNOWN.builtIn("linux-6.1-virt", 16, 16).otherKb());
  }

  /** dmesg of the machine of the recordings: Linux 6.18 on Firecracker, 24 GiB, swiotlb off. */
  @Test
  void hashTablesOfAMachineOf24GibAreThoseItsLogShows() {
    long kernelPages = (25165432L - 24 * 16384) >> 2;
    assertEquals(33554432, new HashTable("Dentry cache", 13, 8).bytes(kernelPages, PAGE_SHIFT));
    assertEquals(16777216, new HashTable("Inode-cache", 14, 8).bytes(kernelPages, PAGE_SHIFT));
  }

  @Test
  void hashTablesGrowHalfAsFastAbove64Gib() {
    var dentry = new HashTable("Dentry cache", 13, 8);
    assertEquals(64L << 20, dentry.bytes(64L << 18, PAGE_SHIFT));
    assertEquals(128L << 20, dentry.bytes(256L << 18, PAGE_SHIFT));
    assertEquals(256L << 20, dentry.bytes(1024L << 18, PAGE_SHIFT));
  }

  /** recordings/guest-1g/before/iomem. */
  @Test
  void memoryMapOfQ35IsThatOfTheRecordedGuest() {
    assertEquals(
        List.of(new PfnRange(1, 0x9f), new PfnRange(0x100, 0x3ffda)),
        q35().systemRam(1L << 30, PAGE_SHIFT));
  }

  @Test
  void q35CutsAtTwoGibFrom2816MibOn() {
    assertEquals(2, q35().systemRam(2815L << 20, PAGE_SHIFT).size());
    var ram = q35().systemRam(2816L << 20, PAGE_SHIFT);
    assertEquals(new PfnRange(0x100000, 0x130000), ram.get(2));
  }

  /** The guest's image lies from 0x1000000 to 0x1dfffff (recordings/guest-1g/before/iomem). */
  @Test
  void imageSpanIsThatOfTheRecordedGuest() {
    assertEquals(0xe00000, boot(builtIn(), Instrumentation.NONE, 1024).imageBytes());
  }

  /**
   * docs/sources.md#real-boots: what KASAN takes beyond R/8 is 24392 kB (outline) and 33360 kB
   * (inline). Stack depot, growth of the image, and an eighth of its span leave 240 kB in both
   * cases.
   */
  @ParameterizedTest
  @CsvSource({"OUTLINE, 24392", "INLINE, 33360"})
  void kasanTakesImageGrowthStackDepotAndImageShadow(Instrumentation how, long realKb) {
    BootMemory plain = boot(builtIn(), Instrumentation.NONE, 1024);
    BootMemory kasan = boot(builtIn(), how, 1024);
    long perCpuAndOther =
        kasan.breakdownKb().get(BootItem.PER_CPU)
            - plain.breakdownKb().get(BootItem.PER_CPU)
            + kasan.breakdownKb().get(BootItem.OTHER)
            - plain.breakdownKb().get(BootItem.OTHER);
    long explained = plain.freeKb() - kasan.freeKb() - perCpuAndOther + (kasan.imageBytes() >> 13);
    assertEquals(realKb - 240, explained);
  }

  @Test
  void breakdownAndMemTotalAddUpToRam() {
    for (Instrumentation how : Instrumentation.values()) {
      for (long ramMib : new long[] {512, 1000, 3000, 8192, 1 << 20}) {
        var boot = new BootMemory(builtIn(), how, ramMib << 20, 4, PAGE_SHIFT, LEAF_SHIFT);
        assertTrue(boot.takeForShadow(512, 512) % 512 == 0);
        long tables = boot.takeForShadow(3, 1);
        boot.giveBack(tables, 3);
        long kb = boot.freeKb();
        for (long item : boot.breakdownKb().values()) {
          kb += item;
        }
        kb += 2048;
        long ramKb = 0;
        for (PfnRange range : boot.ram()) {
          ramKb += range.pages() * 4;
        }
        assertEquals(ramKb, kb);
      }
    }
  }

  @Test
  void ramThatCannotHoldTheKernelIsRefused() {
    var e = assertThrows(BadInputException.class, () -> boot(builtIn(), Instrumentation.NONE, 24));
    assertTrue(e.getMessage().startsWith("24 MiB of RAM are too small"), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour=red|line 1: unknown key 'colour'",
        "name|line 1: expected key=value",
        "image.none=8192 kB|line 1: image.none takes the log's 'Memory:' line",
        "name=x|image.none is missing",
      })
  void badProfilesAreRefusedWithTheirLine(String text, String message) {
    var e =
        assertThrows(
            BadInputException.class,
            () -> KNOWN.read("my.profile", new StringReader(text), PAGE_SHIFT, LEAF_SHIFT));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertTrue(e.getMessage().startsWith("profile my.profile"), e.getMessage());
  }
}
