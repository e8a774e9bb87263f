// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.util.List;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.RunPlan;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.run.Listening;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import kasan.lab.api.run.RunsListener;
import kasan.lab.internal.run.RunDesk;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Runs as a service. Tells them of schemes that come and go: when a bundle that was stopped is
 * gone, no run holds anything of its scheme.
 */
@Component(service = Runs.class)
public final class RunsComponent implements Runs {
  private final RunDesk desk;
  private final InventoryService.Watch watch;

  /** Takes what knows the extensions. */
  @Activate
  public RunsComponent(@Reference InventoryService inventory) {
    desk = new RunDesk(inventory::now);
    watch =
        inventory.watch(
            new InventoryService.SchemeWatcher() {
              @Override
              public void came(String name) {
                desk.came(name);
              }

              @Override
              public void gone(ShadowScheme scheme) {
                desk.gone(scheme);
              }
            });
  }

  /** Ends all runs. */
  @Deactivate
  void deactivate() {
    watch.close();
    desk.close();
  }

  @Override
  public Run start(RunPlan plan) {
    return desk.start(plan);
  }

  @Override
  public Run startHeld(RunPlan plan) {
    return desk.startHeld(plan);
  }

  @Override
  public List<Run> all() {
    return desk.all();
  }

  @Override
  public Listening listen(RunsListener listener) {
    return desk.listen(listener);
  }
}
