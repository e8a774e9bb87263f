// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import kasan.api.arch.DirectMaps;
import kasan.lab.api.inventory.ExtensionService;
import kasan.lab.api.wall.ForeignFailure;
import kasan.workload.internal.recording.KnownKernels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The kernels that recordings may come from: those of the architectures that are there. */
@Component(service = KernelsOfArchitectures.class)
public final class KernelsOfArchitectures implements Supplier<KnownKernels> {
  private final Supplier<List<DirectMaps>> sources;
  private final Consumer<ForeignFailure> leftOut;

  /** Takes what knows the architectures. */
  @Activate
  public KernelsOfArchitectures(@Reference ExtensionService extensions) {
    this(() -> of(extensions), extensions::leftOut);
  }

  private KernelsOfArchitectures(
      Supplier<List<DirectMaps>> sources, Consumer<ForeignFailure> leftOut) {
    this.sources = sources;
    this.leftOut = leftOut;
  }

  private static List<DirectMaps> of(ExtensionService extensions) {
    var sources = new ArrayList<DirectMaps>();
    extensions.archs().ranked().forEach(arch -> sources.add(arch.service()));
    sources.addAll(extensions.directMaps());
    return sources;
  }

  /** Kernels of these architectures, the first of which is meant where nothing tells. */
  public static KernelsOfArchitectures of(DirectMaps... sources) {
    return new KernelsOfArchitectures(() -> List.of(sources), failure -> {});
  }

  @Override
  public KnownKernels get() {
    return new KnownKernels(sources.get(), leftOut);
  }
}
