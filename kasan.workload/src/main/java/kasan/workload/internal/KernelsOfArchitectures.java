// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMaps;
import kasan.workload.internal.recording.KnownKernels;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kernels that recordings may come from: those of the architectures that are there. */
@Component(service = KernelsOfArchitectures.class)
public final class KernelsOfArchitectures implements Supplier<KnownKernels> {
  /** The highest ranking first, then by name. */
  private static final Comparator<Map<String, Object>> ORDER =
      Comparator.<Map<String, Object>>comparingInt(KernelsOfArchitectures::ranking)
          .reversed()
          .thenComparing(properties -> String.valueOf(properties.get(ArchInfo.PREFIX_ + "name")));

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
    var sources = new ArrayList<DirectMaps>();
    archs.stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .map(Map.Entry::getValue)
        .forEach(sources::add);
    sources.addAll(others);
    return new KnownKernels(sources);
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get(Constants.SERVICE_RANKING) instanceof Integer ranking ? ranking : 0;
  }
}
