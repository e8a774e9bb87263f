// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.FootprintPlan;
import kasan.lab.api.Footprints;
import kasan.lab.api.Progress;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.footprint.FootprintRun;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Boot footprints as a service, of the schemes that are there at each call. */
@Component(service = Footprints.class)
public final class FootprintComponent implements Footprints {
  private final InventoryService inventory;

  /** Takes what knows the extensions. */
  @Activate
  public FootprintComponent(@Reference InventoryService inventory) {
    this.inventory = inventory;
  }

  @Override
  public Result footprint(FootprintPlan plan, Progress progress) {
    Inventory now = inventory.now();
    FootprintPlan whole = plan.with(configured(now, plan));
    return new FootprintRun(now.schemes(), now.archs(), now.someBoot(), whole).result(progress);
  }

  private static Settings configured(Inventory now, FootprintPlan plan) {
    try {
      return new Wall(plan.hangSeconds()).run("footprint", () -> plan.settings().in(now));
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public List<String> profiles() {
    KernelBoot boot = inventory.now().boot();
    return boot == null ? List.of() : boot.profiles();
  }
}
