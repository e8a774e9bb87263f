// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import kasan.lab.api.Suite;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.Recordings;
import kasan.lab.internal.compare.Comparison;
import kasan.lab.internal.inventory.Extensions;
import kasan.lab.internal.inventory.Inventory;
import kasan.lab.internal.listing.LayoutPage;
import kasan.lab.internal.listing.Listing;
import kasan.lab.internal.why.Why;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The laboratory as a service. Bundles that come and go change the inventory of the next call. */
@Component(service = Lab.class)
public final class LabComponent implements Lab {
  /** What an extension is called, by the service property that carries its name. */
  private static final Map<String, String> KINDS =
      Map.of(
          SchemeInfo.PREFIX_ + "name", "scheme",
          ArchInfo.PREFIX_ + "name", "architecture",
          WorkloadInfo.PREFIX_ + "name", "workload",
          ReaderInfo.PREFIX_ + "name", "reader",
          ReporterInfo.PREFIX_ + "name", "format");

  private final String version;
  private final SnapshotComponent framework;

  // Optional, so that listings and explanations work, and say what is missing, without them.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelFactory kernels;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Recordings recordings;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Suite suite;

  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = ShadowScheme.class)
  private volatile List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = List.of();

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

  /** Takes the version from the bundle, and what tells of bundles and components. */
  @Activate
  public LabComponent(BundleContext context, @Reference SnapshotComponent framework) {
    this.version = context.getBundle().getVersion().toString();
    this.framework = framework;
  }

  private Inventory inventory() {
    return new Inventory(
        version,
        kernels,
        recordings,
        Extensions.of("scheme", SchemeInfo.PREFIX_ + "name", schemes),
        Extensions.of("architecture", ArchInfo.PREFIX_ + "name", archs),
        Extensions.of("workload", WorkloadInfo.PREFIX_ + "name", workloads),
        Extensions.of("reader", ReaderInfo.PREFIX_ + "name", readers),
        Extensions.of("format", ReporterInfo.PREFIX_ + "name", reporters));
  }

  @Override
  public Result compare(ComparePlan plan, Progress progress) {
    Suite known = suite;
    return Comparison.run(
        inventory(), plan, progress, known == null ? List.of() : known.coverage());
  }

  @Override
  public Result layout(String arch, Settings settings) {
    return LayoutPage.of(inventory(), arch, settings);
  }

  @Override
  public Result list(ExtensionKind kind) {
    return Listing.of(inventory(), kind);
  }

  @Override
  public Result why(String name) {
    return Why.of(name, framework.take(), new TreeMap<>(KINDS));
  }

  @Override
  public List<String> names(ExtensionKind kind) {
    return List.copyOf(inventory().of(kind).names());
  }
}
