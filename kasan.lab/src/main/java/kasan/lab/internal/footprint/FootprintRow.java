// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.footprint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one kernel leaves of RAM.
 *
 * @param ramMib RAM of the machine
 * @param scheme its shadow
 * @param instrumentation how it was compiled
 * @param memTotalKb MemTotal; null when it did not boot
 * @param belowFloorKb by how much that is less than without KASAN; null when one of them did not
 *     boot
 * @param breakdownKb what the rest of RAM is used for; adds up to RAM with MemTotal
 * @param reason why it did not boot; null when it did
 */
record FootprintRow(
    long ramMib,
    String scheme,
    String instrumentation,
    @Nullable Long memTotalKb,
    @Nullable Long belowFloorKb,
    SortedMap<String, Long> breakdownKb,
    @Nullable String reason) {

  FootprintRow {
    breakdownKb = Collections.unmodifiableSortedMap(new TreeMap<>(breakdownKb));
  }

  FootprintRow belowFloor(@Nullable Long floorKb) {
    Long below = floorKb == null || memTotalKb == null ? null : Long.valueOf(floorKb - memTotalKb);
    return new FootprintRow(
        ramMib, scheme, instrumentation, memTotalKb, below, breakdownKb, reason);
  }

  Map<String, @Nullable Object> tree() {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("ramMib", ramMib);
    tree.put("scheme", scheme);
    tree.put("instrumentation", instrumentation);
    tree.put("memTotalKb", memTotalKb);
    tree.put("belowFloorKb", belowFloorKb);
    tree.put("breakdown", memTotalKb == null ? null : breakdownKb);
    tree.put("reason", reason);
    return tree;
  }
}
