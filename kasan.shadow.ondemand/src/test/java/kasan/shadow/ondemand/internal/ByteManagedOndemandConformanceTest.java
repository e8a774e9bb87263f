// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import java.util.Map;

/** Shadow goes back to the zero page while other pages of its block are in use. */
class ByteManagedOndemandConformanceTest extends OndemandConformanceTest {
  @Override
  protected Map<String, String> settings() {
    return Map.of("ipi-on-map", "on", "give-back", "not-byte-managed");
  }
}
