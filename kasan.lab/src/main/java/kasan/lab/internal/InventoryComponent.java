// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import java.util.function.Supplier;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.inventory.OptionLayer;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.Recordings;
import kasan.lab.internal.option.ConfiguredOptions;
import kasan.lab.internal.option.OptionsFile;
import kasan.lab.internal.why.Causes;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * What the laboratory can work with, as a service: the extensions, and the parts of the laboratory
 * that other bundles bring.
 */
@Component(service = InventoryService.class)
public final class InventoryComponent implements InventoryService {
  private final String version;
  private final ExtensionsComponent extensions;
  private final SnapshotComponent framework;
  private final OptionsFile options;

  // Optional, so that listings and explanations work, and say what is missing, without them.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelFactory kernels;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelBoot boot;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recordings recordings;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable LoadProfiles profiles;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable ConfigurationAdmin configurations;

  /** Takes the version from the bundle. */
  @Activate
  public InventoryComponent(
      BundleContext context,
      @Reference ExtensionsComponent extensions,
      @Reference SnapshotComponent framework) {
    this.framework = framework;
    this.options = new OptionsFile(watched(context));
    this.version = context.getBundle().getVersion().toString();
    this.extensions = extensions;
  }

  /** The folders that FileInstall watches, as the start script names them. */
  private static List<String> watched(BundleContext context) {
    String folders = context.getProperty("felix.fileinstall.dir");
    return folders == null || folders.isEmpty() ? List.of() : List.of(folders.split(",", -1));
  }

  @Override
  public List<String> inVain() {
    return Causes.inVain(framework.takeBundles());
  }

  @Override
  public Watch watch(SchemeWatcher watcher) {
    return extensions.watch(watcher)::run;
  }

  @Override
  public Inventory now() {
    return new Inventory(
        version,
        kernels,
        boot,
        recordings,
        profiles,
        extensions.schemes(),
        extensions.archs(),
        extensions.workloads(),
        extensions.readers(),
        extensions.reporters(),
        new Configured());
  }

  /** A class rather than a lambda: it is made by every verb. */
  private final class Configured implements Supplier<List<OptionLayer>> {
    @Override
    public List<OptionLayer> get() {
      return ConfiguredOptions.now(configurations, options, System.getenv());
    }
  }
}
