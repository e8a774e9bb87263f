// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.prompt;

import java.util.ArrayList;
import java.util.List;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** The runs of this process that have not ended. */
final class RunsThatGoOn {
  private final BundleContext context;

  RunsThatGoOn(BundleContext context) {
    this.context = context;
  }

  /** Those that go on now, the oldest first. */
  List<Run> now() {
    ServiceReference<Runs> reference = context.getServiceReference(Runs.class);
    Runs runs = reference == null ? null : context.getService(reference);
    if (runs == null) {
      return List.of();
    }
    try {
      var going = new ArrayList<Run>();
      for (Run run : runs.all()) {
        if (!run.await(0)) {
          going.add(run);
        }
      }
      return going;
    } catch (InterruptedException e) {
      return List.of();
    } finally {
      context.ungetService(reference);
    }
  }
}
