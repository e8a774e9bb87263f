// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Tells by the addresses of objects which kernels recordings come from. Every {@link Architecture}
 * does; as an OSGi service of its own it names kernels of architectures that nobody models.
 */
@ConsumerType
public interface DirectMaps {
  /**
   * Direct maps by which kernels can be told apart. Those without {@link DirectMap#kernel} are
   * named when a recording comes from one, and refused.
   */
  default List<DirectMap> directMaps() {
    return List.of();
  }
}
