// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Progress;
import kasan.lab.api.ReproducePlan;
import kasan.lab.api.Reproduction;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Wall;
import kasan.lab.internal.reproduce.Machines;
import kasan.lab.internal.reproduce.Reproducing;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Published tables beside the model, as a service. */
@Component(service = Reproduction.class)
public final class ReproduceComponent implements Reproduction {
  private final InventoryService inventory;

  /** Takes what knows the extensions. */
  @Activate
  public ReproduceComponent(@Reference InventoryService inventory) {
    this.inventory = inventory;
  }

  @Override
  public Result reproduce(ReproducePlan plan, Progress progress) {
    var wall = new Wall(plan.hangSeconds());
    try {
      return wall.run("reproduce", () -> new Reproducing(machines(wall), plan, progress).result());
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  private Machines machines(Wall wall) {
    Inventory now = inventory.now();
    return new Machines(now.schemes(), now.archs(), now.workloads(), now.someBoot(), wall);
  }
}
