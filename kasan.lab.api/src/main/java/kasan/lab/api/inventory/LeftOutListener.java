// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told of what extensions do wrong while others go on without them; an OSGi service of what
 * talks to the user.
 */
@ConsumerType
public interface LeftOutListener {
  /**
   * @param line who it is, what it did and what became of it, such as {@code reader 'mine' threw
   *     ...; it is left out}
   */
  void leftOut(String line);
}
