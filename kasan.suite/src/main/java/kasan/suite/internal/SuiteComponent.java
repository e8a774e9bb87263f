// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.Architecture;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.Progress;
import kasan.lab.api.SchemeCoverage;
import kasan.lab.api.Suite;
import kasan.lab.api.SuitePlan;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.suite.internal.matrix.Catalog;
import kasan.suite.internal.matrix.CheckedPlan;
import kasan.suite.internal.matrix.KnownCoverage;
import kasan.suite.internal.matrix.PlanCheck;
import kasan.suite.internal.matrix.SchemeEntry;
import kasan.suite.internal.matrix.SuiteRun;
import kasan.suite.internal.program.Case;
import kasan.suite.internal.text.CaseLibrary;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The suite as a service. Schemes that come and go take part in the next run, or do not. */
@Component(service = Suite.class)
public final class SuiteComponent implements Suite {
  // Optional, so that the suite says what is missing.
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable KernelBoot boot;

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

  @Override
  public Result run(SuitePlan plan, Progress progress) {
    KernelBoot kernels = boot;
    if (kernels == null) {
      throw new BadInputException("no bundle boots kernels; see 'why kasan.suite'");
    }
    Catalog catalog = catalog();
    CheckedPlan checked = PlanCheck.check(catalog, plan, CaseLibrary.read());
    return new SuiteRun(catalog, kernels, checked).result(progress);
  }

  @Override
  public List<String> cases() {
    return CaseLibrary.read().stream().map(Case::name).toList();
  }

  @Override
  public List<SchemeCoverage> coverage() {
    return KnownCoverage.read();
  }

  private Catalog catalog() {
    List<SchemeEntry> entries = new ArrayList<>();
    for (Map.Entry<Map<String, Object>, ShadowScheme> each : sorted(schemes)) {
      entries.add(new SchemeEntry(SchemeDescription.of(each.getKey()), each.getValue()));
    }
    List<Map.Entry<String, Architecture>> named = new ArrayList<>();
    for (Map.Entry<Map<String, Object>, Architecture> each : sorted(archs)) {
      String name = text(each.getKey(), ArchInfo.PREFIX_ + "name");
      if (!name.isEmpty()) {
        named.add(Map.entry(name, each.getValue()));
      }
    }
    return new Catalog(entries, named);
  }

  /** By rank, then by name of the component: the order in which bundles start decides nothing. */
  private static <T> List<Map.Entry<Map<String, Object>, T>> sorted(
      List<Map.Entry<Map<String, Object>, T>> services) {
    List<Map.Entry<Map<String, Object>, T>> sorted = new ArrayList<>(services);
    sorted.sort(
        Comparator.<Map.Entry<Map<String, Object>, T>>comparingInt(each -> -rank(each.getKey()))
            .thenComparing(each -> text(each.getKey(), "component.name")));
    return sorted;
  }

  private static int rank(Map<String, Object> properties) {
    return properties.get("service.ranking") instanceof Integer rank ? rank : 0;
  }

  private static String text(Map<String, Object> properties, String key) {
    Object value = properties.get(key);
    return value == null ? "" : value.toString();
  }
}
