// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.List;
import java.util.Map;
import kasan.api.report.Reporter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the reporters as they come and go, for the verbs of this bundle. */
@Component(service = ReporterRegistry.class)
public final class ReporterRegistry {
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      service = Reporter.class)
  private volatile List<Map.Entry<Map<String, Object>, Reporter>> reporters = List.of();

  /** Those that are there now. */
  Reporters now() {
    return new Reporters(reporters);
  }
}
