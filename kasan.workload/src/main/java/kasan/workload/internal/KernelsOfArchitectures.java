// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kasan.api.arch.ArchOrder;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMaps;
import kasan.workload.internal.recording.KnownKernels;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kernels that recordings may come from: those of the architectures that are there. */
@Component(service = KernelsOfArchitectures.class)
public final class KernelsOfArchitectures implements Supplier<KnownKernels> {
  @Reference private volatile List<Map.Entry<Map<String, Object>, Architecture>> archs = List.of();
  @Reference private volatile List<DirectMaps> others = List.of();

  /** Kernels of these architectures, the first of which is meant where nothing tells. */
  public static KernelsOfArchitectures of(DirectMaps... sources) {
    var kernels = new KernelsOfArchitectures();
    kernels.others = List.of(sources);
    return kernels;
  }

  @Override
  public KnownKernels get() {
    var sources = new ArrayList<DirectMaps>(ArchOrder.of(archs));
    sources.addAll(others);
    return new KnownKernels(sources);
  }
}
