// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import java.util.Map;

/**
 * The protocol of kernel/ondemand: entries are changed, CPUs run on, then all are flushed; who maps
 * is interrupted before it tells the others.
 */
class WindowOndemandConformanceTest extends OndemandConformanceTest {
  @Override
  protected Map<String, String> settings() {
    return Map.of(
        "ipi-on-map",
        "on",
        "tell-delay-us",
        "100",
        "give-back",
        "not-byte-managed",
        "unmap-delay-us",
        "300",
        "flush-delay-us",
        "2000");
  }
}
