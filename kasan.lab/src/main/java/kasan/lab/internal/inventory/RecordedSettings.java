// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.RecordingReader;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.wall.ForeignFailure;

/**
 * What a user set for a recording, without an owner: what a reader takes for the machine, and what
 * the kernel takes.
 *
 * @param machine for the reader
 * @param kernel of the kernel that replays
 */
public record RecordedSettings(Map<String, String> machine, Options kernel) {

  /**
   * Sorts them.
   *
   * @param given settings without an owner
   * @throws BadInputException for one that nobody takes
   */
  public static RecordedSettings of(Inventory inventory, Map<String, String> given) {
    List<OptionSpec> specs = inventory.someKernels().replayOptions();
    if (given.isEmpty()) {
      return new RecordedSettings(Map.of(), Options.of("", specs, Map.of()));
    }
    var settable = new TreeSet<String>();
    var failed = new ArrayList<ForeignFailure>();
    for (Extension<RecordingReader> reader : inventory.readers().all()) {
      try {
        settable.addAll(reader.service().settings().keySet());
      } catch (ForeignFailure e) {
        failed.add(e);
      }
    }
    var machine = new TreeMap<String, String>(given);
    machine.keySet().retainAll(settable);
    specs.forEach(spec -> settable.add(spec.name()));
    for (String name : new TreeSet<>(given.keySet())) {
      if (!settable.contains(name)) {
        throw failed.isEmpty()
            ? BadInputException.unknownName("option without owner", name, settable)
            : new BadInputException(
                "unknown option without owner '" + name + "', and " + failed.get(0).getMessage());
      }
    }
    var kernel = new TreeMap<String, String>(given);
    kernel.keySet().removeAll(machine.keySet());
    return new RecordedSettings(machine, Options.of("", specs, kernel));
  }
}
