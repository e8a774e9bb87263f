// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import kasan.api.report.Result;
import kasan.lab.api.CompareListener;
import kasan.lab.api.ComparePlan;
import kasan.lab.api.Lab;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import kasan.lab.api.Suite;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.internal.compare.Comparison;
import kasan.lab.internal.listing.LayoutPage;
import kasan.lab.internal.listing.Listing;
import kasan.lab.internal.why.Why;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The laboratory as a service. Bundles that come and go change the inventory of the next call. */
@Component(service = Lab.class)
public final class LabComponent implements Lab {
  private final InventoryService inventory;
  private final SnapshotComponent framework;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Suite suite;

  /** Takes what knows the extensions, and what tells of bundles and components. */
  @Activate
  public LabComponent(
      @Reference InventoryService inventory, @Reference SnapshotComponent framework) {
    this.inventory = inventory;
    this.framework = framework;
  }

  @Override
  public Result compare(ComparePlan plan, Progress progress, CompareListener listener) {
    Suite known = suite;
    return Comparison.run(
        inventory.now(), plan, progress, listener, known == null ? List.of() : known.coverage());
  }

  @Override
  public Result layout(String arch, Settings settings) {
    Inventory now = inventory.now();
    return LayoutPage.of(now, arch, settings.in(now));
  }

  @Override
  public Result list(ExtensionKind kind) {
    return Listing.of(inventory.now(), kind);
  }

  @Override
  public Result why(String name) {
    return Why.of(name, framework.take());
  }

  @Override
  public List<String> names(ExtensionKind kind) {
    return List.copyOf(inventory.now().of(kind).names());
  }
}
