// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import org.osgi.annotation.versioning.ProviderType;

/** A listener that is told things, until this is closed. */
@ProviderType
public interface Listening extends AutoCloseable {
  /**
   * Tells it nothing more, and lets go of it. A call that is under way is interrupted, and not
   * waited for.
   */
  @Override
  void close();
}
