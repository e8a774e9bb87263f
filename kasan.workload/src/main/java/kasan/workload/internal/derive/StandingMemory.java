// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kasan.api.workload.MachineState;
import kasan.api.workload.SlabInfo;
import kasan.workload.internal.load.FileMemory;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;
import org.jspecify.annotations.Nullable;

/** What was in use when a recording began, as meminfo and slabinfo say. */
final class StandingMemory {
  private final List<SlabInfo> slabs;
  private final Map<String, Long> objectBytes;
  private final Map<String, long[]> endings;
  private final Map<String, Long> handedOut;
  private final List<Standing> standing = new ArrayList<>();

  /**
   * @param before the snapshot; null when there is none
   * @param objectBytes sizes of objects that the trace tells, by cache
   * @param endings lives of objects that were freed in the course of the trace, by cache
   * @param handedOut objects that the trace had handed out when slabinfo was read, by cache
   */
  StandingMemory(
      @Nullable MachineState before,
      Map<String, Long> objectBytes,
      Map<String, long[]> endings,
      Map<String, Long> handedOut) {
    this.slabs = before == null ? List.of() : before.slabs();
    this.objectBytes = objectBytes;
    this.endings = endings;
    this.handedOut = handedOut;
  }

  /** Pages in use, by what for. */
  static Start start(@Nullable MachineState before) {
    Map<String, Long> meminfo = before == null ? Map.of() : before.meminfoKb();
    return new Start(
        kb(meminfo, "Cached") + kb(meminfo, "Buffers"),
        kb(meminfo, "AnonPages"),
        kb(meminfo, "PageTables"),
        kb(meminfo, "KernelStack"),
        true);
  }

  private static long kb(Map<String, Long> meminfo, String name) {
    Long kb = meminfo.get(name);
    return kb == null ? 0 : kb;
  }

  /** Objects in use by cache, those of most bytes first. */
  List<Standing> caches() {
    for (SlabInfo slab : slabs) {
      if (active(slab) > 0) {
        Long bytes = objectBytes.get(slab.name());
        long slot = slab.objectBytes();
        add(slab, bytes == null || bytes > slot ? slot : bytes);
      }
    }
    standing.sort(
        Comparator.comparingLong((Standing s) -> -s.objects() * s.slotBytes())
            .thenComparing(Standing::cache));
    return standing;
  }

  /** A file has one directory entry; other entries are of what lies on no disk, and stay. */
  private void add(SlabInfo slab, long bytes) {
    String name = slab.name().replace(' ', '_');
    List<Long> lives = lives(slab);
    long objects = staying(slab);
    boolean files = FileMemory.isOfFiles(slab.name());
    long ofFiles = files ? objects : 0;
    if (FileMemory.isDentry(slab.name())) {
      ofFiles = Math.min(objects, inodes());
    }
    long unused = Math.max(0, slab.objects() - slab.activeObjects());
    long unusedOfFiles = objects == 0 ? 0 : unused * ofFiles / objects;
    long slot = slab.objectBytes();
    if (ofFiles > 0) {
      List<Long> ends = ofFiles == objects ? lives : List.of();
      standing.add(new Standing(name, bytes, slot, ofFiles, true, unusedOfFiles, ends));
    }
    if (objects > ofFiles || ofFiles == 0) {
      long rest = unused - unusedOfFiles;
      standing.add(new Standing(name, bytes, slot, objects - ofFiles, false, rest, lives));
    }
  }

  /** Objects in use that the trace does not free. */
  private long staying(SlabInfo slab) {
    long ended = 0;
    for (long each : lives(slab)) {
      ended += each;
    }
    return active(slab) - ended;
  }

  /** Objects in use at the first event. */
  private long active(SlabInfo slab) {
    long since = handedOut.getOrDefault(slab.name(), 0L);
    return Math.max(0, Math.min(slab.activeObjects() - since, slab.objects()));
  }

  /** Lives of those that it frees: not more than there were. */
  private List<Long> lives(SlabInfo slab) {
    long[] counts = endings.getOrDefault(slab.name(), new long[0]);
    long[] lives = new long[counts.length];
    long left = active(slab);
    for (int i = 0; i < counts.length; i++) {
      lives[i] = Math.min(left, counts[i]);
      left -= lives[i];
    }
    return Figures.upToLast(lives);
  }

  private long inodes() {
    long inodes = 0;
    for (SlabInfo slab : slabs) {
      inodes += FileMemory.isInode(slab.name()) ? staying(slab) : 0;
    }
    return inodes;
  }
}
