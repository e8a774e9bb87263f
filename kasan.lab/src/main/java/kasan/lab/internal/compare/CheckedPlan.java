// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import java.util.List;
import java.util.Map;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.lab.api.Settings;
import kasan.lab.api.scheme.Entrant;
import kasan.lab.internal.inventory.RecordedSource;

/**
 * A plan in which every name is resolved and every option has a permitted value.
 *
 * @param input the recording
 * @param layout placement of objects
 * @param arch with its options chosen
 * @param archOptions the values chosen
 * @param kernelOptions of the replayed kernel
 * @param machine what the user set for the machine; names are known to some reader
 * @param settings where the values of options are from
 * @param entrants what is compared: bounds by name, then contenders by name
 */
record CheckedPlan(
    RecordedSource input,
    String layout,
    ArchModel arch,
    Options archOptions,
    Options kernelOptions,
    Map<String, String> machine,
    Settings settings,
    List<Entrant> entrants) {

  /** Whether requests are placed again, with KASAN's layout. */
  boolean relaid() {
    return layout.equals(PlanCheck.KASAN);
  }
}
