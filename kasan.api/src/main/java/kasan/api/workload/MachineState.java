// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** What /proc said at one moment. Each part may be missing, and is null or empty then. */
@ConsumerType
public interface MachineState {
  /** /proc/meminfo: values in kB by name. */
  Map<String, Long> meminfoKb();

  /** /proc/kpageflags. */
  @Nullable PageFlags pageFlags();

  /** /proc/slabinfo. */
  List<SlabInfo> slabs();

  /** /proc/vmallocinfo. */
  List<VmallocArea> vmallocAreas();

  /** /proc/buddyinfo: free blocks by zone (as {@code node/zone}) and order. */
  Map<String, List<Long>> buddyBlocks();

  /** /proc/pagetypeinfo: page blocks and free blocks by zone and migrate type. */
  default List<PageTypeInfo> pageTypes() {
    return List.of();
  }
}
