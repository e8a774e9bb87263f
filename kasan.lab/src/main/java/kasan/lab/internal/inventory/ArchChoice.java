// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.lab.api.Settings;
import kasan.lab.api.foreign.SchemeCalls;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;

/**
 * An architecture with its options chosen.
 *
 * @param options the values chosen
 * @param model what they lead to
 */
public record ArchChoice(Options options, ArchModel model) {

  /**
   * The architecture of this name; with an empty name the one that ranks highest.
   *
   * @throws BadInputException when there is none
   */
  public static Extension<Architecture> find(Inventory inventory, String name) {
    if (!name.isEmpty()) {
      return inventory.archs().get(name);
    }
    Extension<Architecture> first = inventory.archs().first();
    if (first == null) {
      throw new BadInputException("no architecture is there; 'archs' lists them");
    }
    return first;
  }

  /**
   * The architecture with what the user set for it.
   *
   * @throws kasan.lab.api.wall.ForeignFailure when the architecture fails
   */
  public static ArchChoice of(Extension<Architecture> arch, Settings settings) {
    Options options = SchemeCalls.options(arch.name(), arch.service(), settings.of(arch.name()));
    return new ArchChoice(options, SchemeCalls.model(arch.name(), arch.service(), options));
  }
}
