// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.replay;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;

/**
 * Where recorded addresses stand on the architecture of the replay.
 *
 * <p>Page frames keep their numbers. Where the recorded direct map does not fit into that of the
 * architecture it moves as a whole to the start of it; addresses of vmalloc areas that are neither
 * in the architecture's vmalloc region nor in that of modules move into the former, each by the
 * same distance.
 */
public final class Relocation {
  private final Machine recorded;
  private final long directMapBase;
  private final long directMapBytes;
  private final Region vmalloc;
  private final long vmallocMask;
  private final List<Region> areas;

  public Relocation(Machine recorded, ArchModel arch) {
    this.recorded = recorded;
    this.directMapBytes = recorded.frames() << recorded.pageShift();
    Region direct = arch.layout().region(RegionKind.DIRECT_MAP);
    boolean fits =
        direct.contains(recorded.directMapBase())
            && direct.contains(recorded.directMapBase() + directMapBytes - 1);
    this.directMapBase = fits ? recorded.directMapBase() : direct.start();
    this.vmalloc = arch.layout().region(RegionKind.VMALLOC);
    this.areas =
        arch.layout().regions().stream()
            .filter(each -> each.kind() == RegionKind.VMALLOC || each.kind() == RegionKind.MODULES)
            .toList();
    this.vmallocMask = Long.highestOneBit(vmalloc.last() - vmalloc.start()) - 1;
  }

  /** Start of the direct map in the replay. */
  public long directMapBase() {
    return directMapBase;
  }

  /** Whether a recorded address lies in the direct map. */
  public boolean inDirectMap(long recordedAddress) {
    return Long.compareUnsigned(recordedAddress - recorded.directMapBase(), directMapBytes) < 0;
  }

  /** Where an address of the recorded direct map is. */
  long direct(long recordedAddress) {
    return recordedAddress - recorded.directMapBase() + directMapBase;
  }

  /** Where an address of the recorded vmalloc space, or of a module, is. */
  long vmalloc(long recordedAddress) {
    return holdsAreas(recordedAddress)
        ? recordedAddress
        : vmalloc.start() + (recordedAddress & vmallocMask);
  }

  /** Whether vmalloc areas can lie at an address. */
  boolean holdsAreas(long address) {
    for (Region region : areas) {
      if (region.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
