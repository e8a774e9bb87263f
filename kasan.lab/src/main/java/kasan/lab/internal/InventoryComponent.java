// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.Recordings;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What bundles have added, as a service: the one place that holds references to extensions. The
 * framework calls {@link #removeScheme} while a bundle is being stopped, and goes on stopping it
 * when that returns.
 */
@Component(service = InventoryService.class)
public final class InventoryComponent implements InventoryService {
  private final String version;
  private final List<SchemeWatcher> watchers = new CopyOnWriteArrayList<>();

  // Kept here rather than by the framework, so that what watchers are told of is what they find.
  private final List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = new ArrayList<>();

  // Optional, so that listings and explanations work, and say what is missing, without them.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelFactory kernels;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelBoot boot;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recordings recordings;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable LoadProfiles profiles;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Architecture.class)
  private volatile List<Map.Entry<Map<String, Object>, Architecture>> archs = List.of();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Workload.class)
  private volatile List<Map.Entry<Map<String, Object>, Workload>> workloads = List.of();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = RecordingReader.class)
  private volatile List<Map.Entry<Map<String, Object>, RecordingReader>> readers = List.of();

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Reporter.class)
  private volatile List<Map.Entry<Map<String, Object>, Reporter>> reporters = List.of();

  /** Takes the version from the bundle. */
  @Activate
  public InventoryComponent(BundleContext context) {
    this.version = context.getBundle().getVersion().toString();
  }

  /** A scheme has come. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = ShadowScheme.class,
      unbind = "removeScheme")
  void addScheme(ShadowScheme scheme, Map<String, Object> properties) {
    synchronized (schemes) {
      schemes.add(Map.entry(properties, scheme));
    }
    String name = ExtensionKind.SCHEMES.nameIn(properties);
    watchers.forEach(watcher -> watcher.came(name));
  }

  /** A scheme goes. */
  void removeScheme(ShadowScheme scheme) {
    synchronized (schemes) {
      schemes.removeIf(entry -> entry.getValue() == scheme);
    }
    watchers.forEach(watcher -> watcher.gone(scheme));
  }

  @Override
  public Watch watch(SchemeWatcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  @Override
  public Inventory now() {
    List<Map.Entry<Map<String, Object>, ShadowScheme>> known;
    synchronized (schemes) {
      known = List.copyOf(schemes);
    }
    return new Inventory(
        version,
        kernels,
        boot,
        recordings,
        profiles,
        Extensions.of(ExtensionKind.SCHEMES, known),
        Extensions.of(ExtensionKind.ARCHS, archs),
        Extensions.of(ExtensionKind.WORKLOADS, workloads),
        Extensions.of(ExtensionKind.READERS, readers),
        Extensions.of(ExtensionKind.REPORTERS, reporters));
  }
}
