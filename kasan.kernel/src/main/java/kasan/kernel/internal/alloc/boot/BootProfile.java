// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.boot;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.lab.api.kernel.ProfileFacts;
import org.jspecify.annotations.Nullable;

/**
 * One kernel on one kind of machine, as far as boot accounting and the allocators depend on it:
 * configuration, image sizes, and the remainder that a real boot of it was calibrated with.
 *
 * @param name in reports
 * @param images sizes of the image by instrumentation; all three are there
 * @param imagesScaledFrom the kernel that the sizes with KASAN were scaled from, in words; null
 *     when they are the kernel's own
 * @param map how firmware lays RAM out
 * @param structPageBytes size of struct page
 * @param sectionMib memory section: struct pages come for whole sections
 * @param linearMapInPages whether the kernel maps all RAM page by page, and not in large pages
 * @param swiotlbMib bounce buffers when RAM reaches above 4 GiB; 0 for none
 * @param perCpuKb per-CPU areas of the first chunk, for one CPU, without KASAN
 * @param perCpuStackKb IRQ and exception stacks of one CPU, without KASAN; KASAN doubles them
 * @param entryAreaKb entry area of one CPU with KASAN, all of which has shadow; 0 where only its
 *     stacks have
 * @param taskStackKb task stack without KASAN; KASAN doubles it
 * @param stackDepotKb hash table of the stack depot, with KASAN
 * @param zoneDma whether there is a zone for the first 16 MiB
 * @param pageBlockOrder log2 of the pages that share a migrate type
 * @param slabMerge whether caches of like objects share slabs, without KASAN
 * @param slabCpuPartial whether CPUs keep partial slabs of their own
 * @param measured the real boot that the remainder was calibrated with
 * @param otherKb remainder of the kernel without KASAN; calibrated
 * @param otherHighKb further remainder when RAM reaches above 4 GiB; calibrated
 * @param otherKasanKb further remainder with KASAN; calibrated
 */
public record BootProfile(
    String name,
    Map<Instrumentation, ImageSizes> images,
    @Nullable String imagesScaledFrom,
    MemoryMap map,
    int structPageBytes,
    long sectionMib,
    boolean linearMapInPages,
    long swiotlbMib,
    long perCpuKb,
    long perCpuStackKb,
    long entryAreaKb,
    long taskStackKb,
    long stackDepotKb,
    boolean zoneDma,
    int pageBlockOrder,
    boolean slabMerge,
    boolean slabCpuPartial,
    Measured measured,
    long otherKb,
    long otherHighKb,
    long otherKasanKb) {

  /** Tables that Linux sizes by RAM before the page allocator stands (fs/dcache.c, fs/inode.c). */
  static final List<HashTable> HASH_TABLES =
      List.of(new HashTable("Dentry cache", 13, 8), new HashTable("Inode-cache", 14, 8));

  /**
   * A real boot.
   *
   * @param ramMib RAM in MiB
   * @param cpus CPUs
   * @param memTotalKb MemTotal in kB
   * @param instrumentation whether and how that kernel was built with generic KASAN
   */
  public record Measured(long ramMib, int cpus, long memTotalKb, Instrumentation instrumentation) {}

  /** Copies the map, checks that it is complete. */
  public BootProfile {
    images = Map.copyOf(new EnumMap<>(images));
    if (images.size() != Instrumentation.values().length) {
      throw new IllegalArgumentException("profile " + name + " lacks an image");
    }
  }

  /** Sizes of the image that was compiled so. */
  public ImageSizes image(Instrumentation instrumentation) {
    ImageSizes sizes = images.get(instrumentation);
    if (sizes == null) {
      throw new IllegalStateException("image " + instrumentation);
    }
    return sizes;
  }

  /** IRQ and exception stacks of one CPU, in kB. */
  public long perCpuStackKb(boolean kasan) {
    return kasan ? 2 * perCpuStackKb : perCpuStackKb;
  }

  /** Task stack, in kB. */
  public long taskStackKb(boolean kasan) {
    return kasan ? 2 * taskStackKb : taskStackKb;
  }

  /** For whoever chooses one. */
  public ProfileFacts facts() {
    return new ProfileFacts(
        name,
        measured.ramMib,
        measured.cpus,
        measured.memTotalKb,
        measured.instrumentation.name().toLowerCase(Locale.ROOT),
        otherKb,
        imagesScaledFrom,
        map.rule().arch(),
        map.rule().machine());
  }

  /** The same profile with another remainder. */
  BootProfile withOtherKb(long kb) {
    return new BootProfile(
        name,
        images,
        imagesScaledFrom,
        map,
        structPageBytes,
        sectionMib,
        linearMapInPages,
        swiotlbMib,
        perCpuKb,
        perCpuStackKb,
        entryAreaKb,
        taskStackKb,
        stackDepotKb,
        zoneDma,
        pageBlockOrder,
        slabMerge,
        slabCpuPartial,
        measured,
        kb,
        otherHighKb,
        otherKasanKb);
  }
}
