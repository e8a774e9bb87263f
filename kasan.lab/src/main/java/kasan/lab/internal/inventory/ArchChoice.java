// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.kernel.SchemeCalls;
import kasan.lab.api.kernel.Wall;

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
   * The architecture with what the user set for it, asked for through a wall.
   *
   * @throws kasan.lab.api.kernel.ForeignFailure when the architecture fails
   */
  public static ArchChoice of(Wall wall, Extension<Architecture> arch, Settings settings) {
    Options options =
        SchemeCalls.options(wall, arch.name(), arch.service(), settings.of(arch.name()));
    return new ArchChoice(options, SchemeCalls.model(wall, arch.name(), arch.service(), options));
  }

  /** The architecture with what the user set for it. */
  public static ArchChoice of(Extension<Architecture> arch, Settings settings) {
    Options options = Options.of(arch.name(), arch.service().options(), settings.of(arch.name()));
    return new ArchChoice(options, arch.service().model(options));
  }
}
