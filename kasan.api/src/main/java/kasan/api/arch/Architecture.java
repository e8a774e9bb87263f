// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An architecture that kernels can be modelled on; an OSGi service that carries {@link ArchInfo}.
 *
 * <p>Implementations are stateless and thread-safe: the same options give an equal model.
 */
@ConsumerType
public interface Architecture extends DirectMaps {
  /** What can be chosen, for example the number of page-table levels. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /** The architecture with these options; all facts, no state. */
  ArchModel model(Options options);

  /** Layouts of RAM that boot profiles of it name with {@code map}; names of no other. */
  default List<FirmwareMap> firmwareMaps() {
    return List.of();
  }

  /**
   * Boot profiles of machines with it. The first is used when nobody names one; where there is
   * none, that of the architecture which ranks highest.
   */
  default List<ProfileText> bootProfiles() {
    return List.of();
  }
}
