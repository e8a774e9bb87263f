// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import org.osgi.annotation.versioning.ConsumerType;

/** Is shown translations that a TLB holds and that the page tables do not say any more. */
@ConsumerType
@FunctionalInterface
public interface StaleEntryVisitor {
  /**
   * One of them.
   *
   * @param cpu whose TLB
   * @param shadowAddress first address that it translates
   * @param bytes how many it translates
   */
  void stale(int cpu, long shadowAddress, long bytes);
}
