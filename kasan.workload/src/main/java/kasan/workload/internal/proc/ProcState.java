// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.jspecify.annotations.Nullable;

/**
 * What /proc said at one moment: the files of one folder of a recording. Small files are read at
 * once; kpageflags, which is large, when somebody asks for it.
 */
public final class ProcState implements MachineState {
  private final RecordingInput input;
  private final String folder;
  private final Map<String, Long> meminfoKb;
  private final List<SlabInfo> slabs;
  private final List<VmallocArea> vmallocAreas;
  private final Map<String, List<Long>> buddyBlocks;
  private final MemoryMap memoryMap;
  private final int cpus;
  private @Nullable PageFlags pageFlags;

  private ProcState(RecordingInput input, String folder, int pageShift) {
    this.input = input;
    this.folder = folder;
    meminfoKb = read("meminfo", Map.of(), Meminfo::read);
    slabs = read("slabinfo", List.of(), Slabinfo::read);
    vmallocAreas = read("vmallocinfo", List.of(), Vmallocinfo::read);
    buddyBlocks = read("buddyinfo", Map.of(), Buddyinfo::read);
    memoryMap =
        read("iomem", MemoryMap.UNKNOWN, (in, label) -> MemoryMap.read(in, label, pageShift));
    cpus = read("zoneinfo", 0, Zoneinfo::cpus);
  }

  /**
   * Reads the state in a folder of a recording.
   *
   * @param folder {@code before} or {@code after}
   * @return null when the recording has no such folder
   * @throws BadInputException for a malformed file, naming it and the line
   */
  public static @Nullable ProcState of(RecordingInput input, String folder, int pageShift) {
    for (String member : input.members()) {
      if (member.startsWith(folder + "/")) {
        return new ProcState(input, folder, pageShift);
      }
    }
    return null;
  }

  private interface Reader<T> {
    T read(InputStream in, String label) throws IOException;
  }

  private <T> T read(String file, T missing, Reader<T> reader) {
    String member = folder + "/" + file;
    return input.has(member) ? read(member, reader) : missing;
  }

  private <T> T read(String member, Reader<T> reader) {
    String label = input.label(member);
    try (InputStream in = input.open(member)) {
      return reader.read(in, label);
    } catch (IOException e) {
      throw new BadInputException(label + ": cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public Map<String, Long> meminfoKb() {
    return meminfoKb;
  }

  @Override
  public synchronized @Nullable PageFlags pageFlags() {
    String member = folder + "/kpageflags";
    if (pageFlags == null && input.has(member)) {
      pageFlags = read(member, PageFlagTable::read);
    }
    return pageFlags;
  }

  @Override
  public List<SlabInfo> slabs() {
    return slabs;
  }

  @Override
  public List<VmallocArea> vmallocAreas() {
    return vmallocAreas;
  }

  @Override
  public Map<String, List<Long>> buddyBlocks() {
    return buddyBlocks;
  }

  /** /proc/iomem. */
  public MemoryMap memoryMap() {
    return memoryMap;
  }

  /** CPUs that /proc/zoneinfo knows of; 0 when there is none. */
  public int cpus() {
    return cpus;
  }
}
