// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.ReporterInfo;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.ReaderInfo;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.api.workload.WorkloadInfo;
import kasan.lab.api.Run;
import kasan.lab.api.RunPlan;
import kasan.lab.api.Runs;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.Recordings;
import kasan.lab.internal.inventory.Extensions;
import kasan.lab.internal.inventory.Inventory;
import kasan.lab.internal.run.RunDesk;
import kasan.lab.internal.run.RunTools;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Runs as a service. Tells them of schemes that come and go: the framework calls {@link
 * #removeScheme} while a bundle is being stopped, and goes on stopping it when that returns; by
 * then no run holds anything of the scheme.
 */
@Component(service = Runs.class)
public final class RunsComponent implements Runs {
  private final String version;
  private final RunDesk desk = new RunDesk(new Tools());

  // Kept here rather than by the framework, so that what runs are told of is what they find.
  private final List<Map.Entry<Map<String, Object>, ShadowScheme>> schemes = new ArrayList<>();

  // Optional, so that a run says what is missing without them.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelBoot boot;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelFactory kernels;

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

  /** Takes the version from the bundle. */
  @Activate
  public RunsComponent(BundleContext context) {
    this.version = context.getBundle().getVersion().toString();
  }

  /** Ends all runs. */
  @Deactivate
  void deactivate() {
    desk.close();
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
    desk.came(String.valueOf(properties.get(SchemeInfo.PREFIX_ + "name")));
  }

  /** A scheme goes. */
  void removeScheme(ShadowScheme scheme) {
    synchronized (schemes) {
      schemes.removeIf(entry -> entry.getValue() == scheme);
    }
    desk.gone(scheme);
  }

  @Override
  public Run start(RunPlan plan) {
    return desk.start(plan);
  }

  @Override
  public List<Run> all() {
    return desk.all();
  }

  /** What is there at the moment. */
  private final class Tools implements RunTools {
    @Override
    public Inventory inventory() {
      List<Map.Entry<Map<String, Object>, ShadowScheme>> now;
      synchronized (schemes) {
        now = List.copyOf(schemes);
      }
      return new Inventory(
          version,
          kernels,
          recordings,
          Extensions.of("scheme", SchemeInfo.PREFIX_ + "name", now),
          Extensions.of("architecture", ArchInfo.PREFIX_ + "name", archs),
          Extensions.of("workload", WorkloadInfo.PREFIX_ + "name", workloads),
          Extensions.of("reader", ReaderInfo.PREFIX_ + "name", readers),
          Extensions.of("format", ReporterInfo.PREFIX_ + "name", List.of()));
    }

    @Override
    public KernelBoot boot() {
      KernelBoot there = boot;
      if (there == null) {
        throw new BadInputException(
            "nothing here boots kernels (service "
                + KernelBoot.class.getName()
                + "); 'why KernelBoot' tells more");
      }
      return there;
    }

    @Override
    public LoadProfiles profiles() {
      LoadProfiles there = profiles;
      return there == null ? RunTools.super.profiles() : there;
    }
  }
}
