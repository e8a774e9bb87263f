// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlabLayoutTest {
  private static final SlabRules PLAIN = new SlabRules(12, 2, false, false);
  private static final SlabRules KASAN = new SlabRules(12, 2, true, false);

  private static SlabLayout kmalloc(long bytes, SlabRules rules) {
    var sizes = new KmallocSizes(rules);
    return SlabLayout.of(sizes.spec(sizes.indexOf(bytes), false), rules);
  }

  /** The table of docs/sources.md#slab-layout. */
  @ParameterizedTest
  @CsvSource({
    "8, 32",
    "16, 32",
    "32, 64",
    "64, 128",
    "96, 128",
    "128, 256",
    "192, 256",
    "256, 512",
    "512, 1024",
    "1024, 2048",
    "2048, 4096",
    "4096, 8192",
    "8192, 16384"
  })
  void kmallocSlotsWithKasanAreThoseOfTheTable(int bytes, int slot) {
    assertEquals(bytes, kmalloc(bytes, PLAIN).slotBytes());
    assertEquals(slot, kmalloc(bytes, KASAN).slotBytes());
  }

  /**
   * Caches as the same kernel configuration booted without and with KASAN: requested size and slot
   * from the trace of recordings/guest-1g, slots and objects of a slab from its slabinfo and from
   * series/guest-1g-kasan.slabinfo. Flags are those of the kernel's sources: H cache line, C
   * constructor, R RCU-typesafe, I free pointer inside.
   */
  @ParameterizedTest
  @CsvSource({
    "anon_vma,                 96,   0, CR, 104, 39, 1,   136, 30, 1",
    "anon_vma_chain,           64,   0, '',  64, 64, 1,    96, 42, 1",
    "bio-160,                 160,   0, H,  192, 21, 1,   256, 16, 1",
    "biovec-max,             4096,   0, H, 4096,  8, 8,  4352,  7, 8",
    "buffer_head,             104,   0, '', 104, 39, 1,   168, 24, 1",
    "cred,                    136,   0, H,  192, 21, 1,   256, 16, 1",
    "dentry,                  192,   0, '', 192, 21, 1,   256, 16, 1",
    "ext4_allocation_context, 168,   0, '', 168, 24, 1,   232, 17, 1",
    "ext4_free_data,           56,   0, '',  56, 73, 1,    88, 46, 1",
    "ext4_inode_cache,       1088,   0, C, 1096, 29, 8,  1216, 13, 4",
    "ext4_io_end_vec,          32,   0, '',  32,128, 1,    48, 85, 1",
    "extent_status,            40,   0, '',  40,102, 1,    56, 73, 1",
    "files_cache,             704,   0, H,  704, 23, 4,   832, 19, 4",
    "filp,                    176,   0, HRI,192, 21, 1,   256, 16, 1",
    "fs_cache,                 56,   0, H,   64, 64, 1,   128, 32, 1",
    "inode_cache,             584,   0, C,  592, 13, 2,   712, 23, 4",
    "jbd2_journal_head,       112,   0, R,  120, 34, 1,   176, 23, 1",
    "jbd2_transaction_s,      208,   0, H,  256, 16, 1,   320, 12, 1",
    "maple_node,              256, 256, '', 256, 16, 1,   512, 16, 2",
    "mm_struct,              1160,   0, H, 1216, 13, 4,  1344, 12, 4",
    "names_cache,            4096,   0, H, 4096,  8, 8,  4352,  7, 8",
    "pde_opener,               40,   0, '',  40,102, 1,    56, 73, 1",
    "pid,                     128,   0, H,  128, 32, 1,   192, 21, 1",
    "radix_tree_node,         576,   0, C,  584, 14, 2,   704, 23, 4",
    "seq_file,                120,   0, '', 120, 34, 1,   184, 22, 1",
    "sgpool-16,               512,   0, H,  512, 16, 2,   640, 12, 2",
    "sgpool-32,              1024,   0, H, 1024, 16, 4,  1152, 14, 4",
    "sgpool-64,              2048,   0, H, 2048, 16, 8,  2176, 15, 8",
    "sighand_cache,          2080,   0, HCR,2112,15, 8,  2240, 14, 8",
    "signal_cache,            952,   0, H,  960, 17, 4,  1088, 15, 4",
    "sigqueue,                 80,   0, '',  80, 51, 1,   112, 36, 1",
    "task_struct,            2944,  64, '',2944, 11, 8,  3072, 10, 8",
    "vm_area_struct,          144,   0, '', 144, 28, 1,   208, 19, 1",
    "vma_lock,                 40,   0, '',  40,102, 1,    56, 73, 1",
  })
  void layoutIsThatOfTheSameKernelWithoutAndWithKasan(
      String name,
      long object,
      long align,
      String letters,
      int slot,
      int objects,
      int pages,
      int kasanSlot,
      int kasanObjects,
      int kasanPages) {
    Set<CacheFlag> flags = EnumSet.noneOf(CacheFlag.class);
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      flags.add(
          switch (letter) {
            case 'H' -> CacheFlag.HWCACHE_ALIGN;
            case 'C' -> CacheFlag.CONSTRUCTOR;
            case 'R' -> CacheFlag.TYPESAFE_BY_RCU;
            default -> CacheFlag.FREE_POINTER_INSIDE;
          });
    }
    var spec = new CacheSpec(name, object, align, flags);
    SlabLayout plain = SlabLayout.of(spec, PLAIN);
    assertEquals(slot, plain.slotBytes());
    assertEquals(objects, plain.objects());
    assertEquals(pages, 1 << plain.order());
    SlabLayout kasan = SlabLayout.of(spec, KASAN);
    assertEquals(kasanSlot, kasan.slotBytes());
    assertEquals(kasanObjects, kasan.objects());
    assertEquals(kasanPages, 1 << kasan.order());
    assertTrue(kasan.quarantined());
  }

  /** The same caches, known by name, object and slot of the kernel without KASAN only. */
  @ParameterizedTest
  @CsvSource({
    "anon_vma,96,104,136", "anon_vma_chain,64,64,96", "bio-160,160,192,256",
    "biovec-max,4096,4096,4352", "buffer_head,104,104,168", "cred,136,192,256",
    "ext4_inode_cache,1088,1096,1216", "filp,176,192,256", "fs_cache,56,64,128",
    "inode_cache,584,592,712", "jbd2_journal_head,112,120,176", "jbd2_transaction_s,208,256,320",
    "maple_node,256,256,512", "mm_struct,1160,1216,1344", "pid,128,128,192",
    "radix_tree_node,576,584,704", "sighand_cache,2080,2112,2240", "signal_cache,952,960,1088",
    "vm_area_struct,144,144,208", "vma_lock,40,40,56", "kmalloc-96,96,96,128",
    "kmalloc-rcl-64,64,64,128"
  })
  void slotWithKasanFollowsFromNameObjectAndSlotWithoutIt(
      String name, long object, long slot, long kasanSlot) {
    CacheSpec spec = new CacheCatalog().specOf(name, object, slot);
    assertEquals(slot, SlabLayout.of(spec, PLAIN).slotBytes());
    assertEquals(kasanSlot, SlabLayout.of(spec, KASAN).slotBytes());
  }

  /**
   * Every line of every slabinfo, Linux 6.18 and 6.12 with 2 CPUs: order follows from slot size.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "kernel-build",
        "kernel-build-cold",
        "file-tree-cold",
        "network",
        "fork-exec",
        "guest-1g"
      })
  void slabOrdersAreThoseOfRealSlabinfo(String recording) throws IOException {
    String folder = System.getProperty("kasan.recordings");
    assumeTrue(folder != null, "no -Dkasan.recordings");
    List<String> wrong = new ArrayList<>();
    int lines = 0;
    for (String line : Files.readAllLines(Path.of(folder, recording, "before", "slabinfo"))) {
      String[] fields = line.split("\\s+", -1);
      if (line.startsWith("#") || line.startsWith("slabinfo")) {
        continue;
      }
      lines++;
      long slot = Long.parseLong(fields[3]);
      int order = PLAIN.slabOrder(slot);
      if (PLAIN.objectsIn(order, slot) != Long.parseLong(fields[4])
          || 1L << order != Long.parseLong(fields[5])) {
        wrong.add(line);
      }
    }
    assertTrue(lines > 100, "lines: " + lines);
    assertEquals(List.of(), wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "1, kmalloc-8",
    "8, kmalloc-8",
    "9, kmalloc-16",
    "65, kmalloc-96",
    "97, kmalloc-128",
    "129, kmalloc-192",
    "192, kmalloc-192",
    "193, kmalloc-256",
    "257, kmalloc-512",
    "1024, kmalloc-1k",
    "4097, kmalloc-8k",
    "8192, kmalloc-8k"
  })
  void kmallocClassIsTheSmallestThatFits(long bytes, String cache) {
    var sizes = new KmallocSizes(PLAIN);
    assertEquals(cache, sizes.spec(sizes.indexOf(bytes), false).name());
  }

  @Test
  void kmallocAboveTwoPagesGoesToThePageAllocator() {
    var sizes = new KmallocSizes(PLAIN);
    assertEquals(13, sizes.count());
    assertEquals(-1, sizes.indexOf(8193));
  }

  /** kvm_vcpu of 51472 bytes has one object in 16 pages (recordings/kernel-build). */
  @Test
  void objectsTooLargeForOrderThreeGetTheOrderTheyNeed() {
    assertEquals(4, PLAIN.slabOrder(51472));
  }

  @Test
  void metadataThatDoesNotFitTheLargestSlabIsDropped() {
    long most = KASAN.kmallocMaxBytes();
    var spec = new CacheSpec("huge", most, 0, Set.of());
    SlabLayout layout = SlabLayout.of(spec, KASAN);
    assertEquals(0, layout.metadataBytes());
    assertEquals(most, layout.slotBytes());
  }
}
