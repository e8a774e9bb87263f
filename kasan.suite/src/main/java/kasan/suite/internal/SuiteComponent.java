// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.report.Result;
import kasan.lab.api.Progress;
import kasan.lab.api.SchemeCoverage;
import kasan.lab.api.Suite;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.suite.internal.matrix.CheckedPlan;
import kasan.suite.internal.matrix.KnownCoverage;
import kasan.suite.internal.matrix.PlanCheck;
import kasan.suite.internal.matrix.SuiteOptions;
import kasan.suite.internal.matrix.SuiteRun;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.text.CaseLibrary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The suite as a service. Schemes that come and go take part in the next run, or do not. */
@Component(service = Suite.class)
public final class SuiteComponent implements Suite {
  private final InventoryService inventory;

  /** Takes what knows the extensions. */
  @Activate
  public SuiteComponent(@Reference InventoryService inventory) {
    this.inventory = inventory;
  }

  @Override
  public Result run(SuitePlan plan, Progress progress) {
    Inventory now = inventory.now();
    CheckedPlan checked = PlanCheck.check(now, plan, CaseLibrary.read());
    return new SuiteRun(now, checked).result(progress);
  }

  @Override
  public List<OptionSpec> options() {
    return SuiteOptions.specs();
  }

  @Override
  public List<String> cases() {
    return CaseLibrary.read().stream().map(Case::name).toList();
  }

  @Override
  public List<SchemeCoverage> coverage() {
    return KnownCoverage.read();
  }
}
