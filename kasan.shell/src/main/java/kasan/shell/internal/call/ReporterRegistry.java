// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.HashMap;
import java.util.Map;
import kasan.api.report.Reporter;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.foreign.Shelf;
import kasan.lab.api.inventory.ExtensionKind;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the reporters as they come and go, for the verbs of this bundle. */
@Component(service = ReporterRegistry.class)
public final class ReporterRegistry {
  private final BundleContext context;
  private final ConstructionFailures failures;
  private final Shelf<Reporter> reporters =
      new Shelf<>(ExtensionKind.REPORTERS, ForeignServices::reporter);

  /** For Declarative Services. */
  @Activate
  public ReporterRegistry(BundleContext context, @Reference ConstructionFailures failures) {
    this.context = context;
    this.failures = failures;
  }

  @Reference(
      service = Reporter.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  void add(ServiceReference<Reporter> reporter, Map<String, Object> properties) {
    reporters.add(
        reporter,
        new HashMap<>(properties),
        String.valueOf(reporter.getBundle().getSymbolicName()),
        () -> context.getService(reporter),
        () -> failures.of(reporter));
  }

  void remove(ServiceReference<Reporter> reporter) {
    Reporter gone = reporters.remove(reporter);
    if (gone != null) {
      ForeignServices.forget(gone);
      context.ungetService(reporter);
    }
  }

  /** Those that are there now. */
  Reporters now() {
    return new Reporters(reporters.now());
  }
}
