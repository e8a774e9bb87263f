// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.List;
import kasan.api.scheme.ShadowScheme;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Knows what bundles have added; an OSGi service. Thread-safe. Everything that runs experiments
 * asks it, so that all find the same.
 */
@ProviderType
public interface InventoryService {
  /** What is there now. Never kept longer than one experiment: it holds services. */
  Inventory now();

  /**
   * What bundles were dropped in, or are there, in vain: no bundle at all, not resolved, not
   * started. A line for each.
   */
  default List<String> inVain() {
    return List.of();
  }

  /**
   * Tells of schemes that come and go, until it is closed.
   *
   * @return what ends it
   */
  Watch watch(SchemeWatcher watcher);

  /** Is told of schemes that come and go, by the thread that starts or stops their bundle. */
  @ConsumerType
  interface SchemeWatcher {
    /** A scheme of this name has come; {@link #now} has it. */
    void came(String name);

    /**
     * A scheme goes; {@link #now} has it no more. Its bundle is stopped further when this returns,
     * so nothing of the scheme may be held then.
     */
    void gone(ShadowScheme scheme);
  }

  /** A watcher that is told. */
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
