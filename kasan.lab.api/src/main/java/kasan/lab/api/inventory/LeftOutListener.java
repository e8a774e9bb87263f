// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told of extensions that others go on without; an OSGi service of what talks to the user. */
@ConsumerType
public interface LeftOutListener {
  /**
   * @param line who it is and what it did, such as {@code reader 'mine' threw ...}
   */
  void leftOut(String line);
}
