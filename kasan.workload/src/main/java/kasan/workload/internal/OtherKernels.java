// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.List;
import kasan.api.arch.DirectMap;
import kasan.api.arch.DirectMaps;
import org.osgi.service.component.annotations.Component;

/**
 * Names kernels whose recordings are not read, by where their slab objects lie; as a service. The
 * addresses are those of Documentation/arch of Linux.
 */
@Component
public final class OtherKernels implements DirectMaps {
  @Override
  public List<DirectMap> directMaps() {
    return List.of(
        DirectMap.named("loongarch64", "", 0x9000000000000000L, 0x97ffffffffffffffL),
        DirectMap.named("mips64", "", 0x9800000000000000L, 0xbfffffffffffffffL),
        DirectMap.named("powerpc", "ppc64", 0xc000000000000000L, 0xcfffffffffffffffL),
        DirectMap.named("arm64", "pointers with tags", 0xf0ff000000000000L, 0xfeffffffffffffffL),
        DirectMap.named("riscv64", "sv39", 0xffffffd600000000L, 0xffffffffffffffffL));
  }
}
