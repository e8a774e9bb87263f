// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All events that were recorded, and which identifiers their samples carry. */
final class PerfAttrs {
  private static final int MOST_IDS = 1 << 20;

  private final List<PerfAttr> attrs = new ArrayList<>();
  private final Map<Long, PerfAttr> byId = new HashMap<>();
  private final Map<PerfAttr, String> names = new HashMap<>();

  void add(PerfAttr attr) {
    attrs.add(attr);
  }

  /** An identifier of an event; false when there are too many of them. */
  boolean id(long id, PerfAttr attr) {
    byId.putIfAbsent(id, attr);
    return byId.size() <= MOST_IDS;
  }

  void name(int number, String name) {
    if (number < attrs.size()) {
      names.putIfAbsent(attrs.get(number), name);
    }
  }

  String name(PerfAttr attr) {
    String name = names.get(attr);
    return name == null ? "type " + attr.type() + ", number " + attr.config() : name;
  }

  boolean isEmpty() {
    return attrs.isEmpty();
  }

  /** The first: all have the same form when samples carry no identifier in front. */
  PerfAttr first() {
    return attrs.get(0);
  }

  @Nullable PerfAttr of(long id) {
    return byId.get(id);
  }

  List<PerfAttr> all() {
    return List.copyOf(attrs);
  }
}
