// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMaps;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.foreign.Foreign;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.foreign.Shelf;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.ExtensionService;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.InventoryService.SchemeWatcher;
import kasan.lab.api.inventory.LeftOutListener;
import kasan.lab.api.wall.ForeignFailure;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What bundles have added: the one place that holds references to extensions. None is constructed
 * before it is called. The framework calls {@link #removeScheme} while a bundle is being stopped,
 * and goes on stopping it when that returns.
 */
@Component(service = {ExtensionService.class, ExtensionsComponent.class})
public final class ExtensionsComponent implements ExtensionService {
  private final BundleContext context;
  private final SnapshotComponent framework;
  private final List<SchemeWatcher> watchers = new CopyOnWriteArrayList<>();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private final Shelf<ShadowScheme> schemes =
      new Shelf<>(ExtensionKind.SCHEMES, ForeignServices::scheme);
  private final Shelf<Architecture> archs = new Shelf<>(ExtensionKind.ARCHS, ForeignServices::arch);
  private final Shelf<Workload> workloads =
      new Shelf<>(ExtensionKind.WORKLOADS, ForeignServices::workload, this::wentWrong);
  private final Shelf<RecordingReader> readers =
      new Shelf<>(ExtensionKind.READERS, ForeignServices::reader, this::wentWrong);
  private final Shelf<Reporter> reporters =
      new Shelf<>(ExtensionKind.REPORTERS, ForeignServices::reporter);
  private final Map<ServiceReference<DirectMaps>, DirectMaps> directMaps =
      new ConcurrentHashMap<>();

  @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
  private volatile List<LeftOutListener> listeners = List.of();

  /** Takes what constructs services, and what tells why one could not be constructed. */
  @Activate
  public ExtensionsComponent(BundleContext context, @Reference SnapshotComponent framework) {
    this.context = context;
    this.framework = framework;
  }

  private <T> void add(Shelf<T> shelf, ServiceReference<T> reference, Map<String, Object> of) {
    shelf.add(
        reference,
        new HashMap<>(of),
        bundle(reference),
        () -> context.getService(reference),
        () -> constructionFailure(reference.getProperties()));
  }

  private static String bundle(ServiceReference<?> reference) {
    return String.valueOf(reference.getBundle().getSymbolicName());
  }

  private <T> void gone(ServiceReference<T> reference, @Nullable T service) {
    if (service != null) {
      ForeignServices.forget(service);
      context.ungetService(reference);
    }
  }

  // What Declarative Services call.

  @Reference(
      service = ShadowScheme.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeScheme")
  void addScheme(ServiceReference<ShadowScheme> scheme, Map<String, Object> properties) {
    add(schemes, scheme, properties);
    String name = ExtensionKind.SCHEMES.nameIn(properties);
    watchers.forEach(watcher -> watcher.came(name));
  }

  void removeScheme(ServiceReference<ShadowScheme> scheme) {
    ShadowScheme service = schemes.remove(scheme);
    if (service != null) {
      watchers.forEach(watcher -> watcher.gone(service));
      gone(scheme, service);
    }
  }

  @Reference(
      service = Architecture.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeArch")
  void addArch(ServiceReference<Architecture> arch, Map<String, Object> properties) {
    add(archs, arch, properties);
  }

  void removeArch(ServiceReference<Architecture> arch) {
    gone(arch, archs.remove(arch));
  }

  @Reference(
      service = Workload.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeWorkload")
  void addWorkload(ServiceReference<Workload> workload, Map<String, Object> properties) {
    add(workloads, workload, properties);
  }

  void removeWorkload(ServiceReference<Workload> workload) {
    gone(workload, workloads.remove(workload));
  }

  @Reference(
      service = RecordingReader.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeReader")
  void addReader(ServiceReference<RecordingReader> reader, Map<String, Object> properties) {
    add(readers, reader, properties);
  }

  void removeReader(ServiceReference<RecordingReader> reader) {
    gone(reader, readers.remove(reader));
  }

  @Reference(
      service = Reporter.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeReporter")
  void addReporter(ServiceReference<Reporter> reporter, Map<String, Object> properties) {
    add(reporters, reporter, properties);
  }

  void removeReporter(ServiceReference<Reporter> reporter) {
    gone(reporter, reporters.remove(reporter));
  }

  @Reference(
      service = DirectMaps.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeMaps")
  void addMaps(ServiceReference<DirectMaps> maps) {
    directMaps.put(
        maps,
        ForeignServices.directMaps(
            Foreign.lazily(
                "a service of direct maps",
                bundle(maps),
                () -> context.getService(maps),
                () -> constructionFailure(maps.getProperties()))));
  }

  void removeMaps(ServiceReference<DirectMaps> maps) {
    gone(maps, directMaps.remove(maps));
  }

  // What the laboratory asks.

  /** Tells of schemes that come and go, until it is closed. */
  Runnable watch(SchemeWatcher watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  Extensions<ShadowScheme> schemes() {
    return schemes.now();
  }

  @Override
  public Extensions<Architecture> archs() {
    return archs.now();
  }

  Extensions<Workload> workloads() {
    return workloads.now();
  }

  @Override
  public Extensions<RecordingReader> readers() {
    return readers.now();
  }

  Extensions<Reporter> reporters() {
    return reporters.now();
  }

  @Override
  public List<DirectMaps> directMaps() {
    return directMaps.keySet().stream().sorted().map(directMaps::get).toList();
  }

  @Override
  public String constructionFailure(Dictionary<String, Object> registration) {
    return framework.constructionFailure(registration);
  }

  @Override
  public void leftOut(ForeignFailure failure) {
    tell(failure.getMessage() + "; it is left out");
  }

  private void wentWrong(ForeignFailure failure) {
    tell(String.valueOf(failure.getMessage()));
  }

  private void tell(String line) {
    if (told.add(line)) {
      Consumer<LeftOutListener> tell = listener -> listener.leftOut(line);
      listeners.forEach(tell);
    }
  }
}
