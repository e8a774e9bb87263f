// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kasan.api.BadInputException;
import kasan.api.arch.KernelFacts.ProcMark;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.PageTypeInfo;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.jspecify.annotations.Nullable;

/**
 * What /proc said at one moment: the files of one folder of a recording. Each is read when somebody
 * asks for it, and kept; most of what is recorded serves readers who look closer.
 */
public final class ProcState implements MachineState {
  /** Files that do not change while a machine is up. */
  public static final Set<String> LASTING = Set.of("config", "dmesg");

  private static final int[] PAGE_KB = {4, 16, 64};

  private final RecordingInput input;
  private final String folder;
  private @Nullable Map<String, Long> meminfoKb;
  private @Nullable List<SlabInfo> slabs;
  private @Nullable List<VmallocArea> vmallocAreas;
  private @Nullable Map<String, List<Long>> buddyBlocks;
  private @Nullable List<PageTypeInfo> pageTypes;
  private @Nullable MemoryMap memoryMap;
  private @Nullable PageFlags pageFlags;
  private @Nullable Zoneinfo zones;

  @SuppressWarnings("NullableOptional") // null until it is asked for
  private @Nullable Optional<String> kasanTold;

  private ProcState(RecordingInput input, String folder) {
    this.input = input;
    this.folder = folder;
  }

  /**
   * The state in a folder of a recording. All that it is asked throws {@link BadInputException} for
   * a malformed file, naming it and the line.
   *
   * @param folder {@code before} or {@code after}
   * @return null when the recording has no such folder
   */
  public static @Nullable ProcState of(RecordingInput input, String folder) {
    for (String member : input.members()) {
      if (member.startsWith(folder + "/")) {
        return new ProcState(input, folder);
      }
    }
    return null;
  }

  private interface Reader<T> {
    T read(InputStream in, String label) throws IOException;
  }

  private boolean has(String file) {
    return input.has(member(file));
  }

  /** What does not change while the machine is up may lie beside the folder as well. */
  private String member(String file) {
    String member = folder + "/" + file;
    return LASTING.contains(file) && !input.has(member) ? file : member;
  }

  private <T> T read(String file, T missing, Reader<T> reader) {
    return has(file) ? read(file, reader) : missing;
  }

  private <T> T read(String file, Reader<T> reader) {
    String member = member(file);
    String label = input.label(member);
    try (InputStream in = input.open(member)) {
      return reader.read(in, label);
    } catch (IOException e) {
      throw new BadInputException(label + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized Map<String, Long> meminfoKb() {
    if (meminfoKb == null) {
      meminfoKb = read("meminfo", Map.of(), Meminfo::read);
    }
    return meminfoKb;
  }

  @Override
  public synchronized @Nullable PageFlags pageFlags() {
    if (pageFlags == null && has("kpageflags")) {
      pageFlags = read("kpageflags", PageFlagTable::read);
    }
    return pageFlags;
  }

  @Override
  public synchronized List<SlabInfo> slabs() {
    if (slabs == null) {
      slabs = read("slabinfo", List.of(), Slabinfo::read);
    }
    return slabs;
  }

  @Override
  public synchronized List<VmallocArea> vmallocAreas() {
    if (vmallocAreas == null) {
      vmallocAreas = read("vmallocinfo", List.of(), Vmallocinfo::read);
    }
    return vmallocAreas;
  }

  @Override
  public synchronized Map<String, List<Long>> buddyBlocks() {
    if (buddyBlocks == null) {
      buddyBlocks = read("buddyinfo", Map.of(), Buddyinfo::read);
    }
    return buddyBlocks;
  }

  @Override
  public synchronized List<PageTypeInfo> pageTypes() {
    if (pageTypes == null) {
      pageTypes = read("pagetypeinfo", List.of(), Pagetypeinfo::read);
    }
    return pageTypes;
  }

  /** /proc/iomem. */
  public synchronized MemoryMap memoryMap() {
    if (memoryMap == null) {
      memoryMap = read("iomem", MemoryMap.UNKNOWN, MemoryMap::read);
    }
    return memoryMap;
  }

  /**
   * What the kernel's configuration ({@code config}, from /proc/config.gz or /boot) or its log
   * ({@code dmesg}) says of KASAN: an empty string when it has none, nothing when neither tells.
   */
  synchronized Optional<String> kasanTold() {
    if (kasanTold == null) {
      kasanTold =
          read("config", Optional.<String>empty(), KernelConfig::kasan)
              .or(() -> read("dmesg", Optional.<String>empty(), KernelConfig::kasanBoot));
    }
    return kasanTold;
  }

  /** CPUs that /proc/zoneinfo knows of; 0 when there is none. */
  public int cpus() {
    return zones().cpus();
  }

  private synchronized Zoneinfo zones() {
    if (zones == null) {
      zones = read("zoneinfo", Zoneinfo.NONE, Zoneinfo::read);
    }
    return zones;
  }

  /**
   * The size of a page in kB, of those that kernels have: the smallest that gives the pages of
   * zones room for MemTotal, which is most of them. A hypervisor may have taken pages away, so that
   * zones manage far fewer than they have. 0 when the files do not tell.
   */
  public int pageKb() {
    long pages = zones().presentPages();
    long total = meminfoKb().getOrDefault("MemTotal", 0L);
    for (int kb : PAGE_KB) {
      if (pages > 0 && total > 0 && pages * kb >= total) {
        return kb;
      }
    }
    return 0;
  }

  /** Whether a file has a line that starts so, up to its colon. */
  public boolean tells(ProcMark mark) {
    return read(mark.file(), false, (in, label) -> ProcText.hasLine(in, label, mark.line()));
  }
}
