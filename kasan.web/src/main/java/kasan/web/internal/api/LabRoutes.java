// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.Extensions;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.InventoryService;
import kasan.web.internal.json.Refusal;

/** What the laboratory can work with, and the bundles that it comes from. */
final class LabRoutes {
  private static final String SCHEMES = "kasan.scheme.";

  private final InventoryService inventory;
  private final Bundles bundles;

  LabRoutes(InventoryService inventory, Bundles bundles) {
    this.inventory = inventory;
    this.bundles = bundles;
  }

  void addTo(Routes routes) {
    routes
        .on("GET", "inventory", call -> Answer.ok(inventory()))
        .on("GET", "bundles", call -> Answer.ok(Map.of("bundles", bundles.list())))
        .on("POST", "bundles/*/start", call -> Answer.ok(start(call)))
        .on("POST", "bundles/*/stop", call -> Answer.ok(stop(call)));
  }

  private Map<String, Object> inventory() {
    Inventory now = inventory.now();
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("version", now.version());
    var unusable = new ArrayList<Map<String, Object>>();
    for (ExtensionKind kind : ExtensionKind.values()) {
      Extensions<?> all = now.of(kind);
      String prefix = kind.nameKey().substring(0, kind.nameKey().lastIndexOf('.') + 1);
      tree.put(
          kind.name().toLowerCase(Locale.ROOT),
          all.all().stream().map(each -> row(each, prefix)).toList());
      for (Extensions.Unusable each : all.unusable()) {
        unusable.add(Map.of("kind", kind.word(), "name", each.name(), "reason", each.reason()));
      }
    }
    tree.put("unusable", unusable);
    return tree;
  }

  private static Map<String, Object> row(Extension<?> extension, String prefix) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", extension.name());
    row.put("title", extension.text(prefix + "title"));
    if (prefix.equals(SCHEMES)) {
      row.put("staticCost", extension.text(prefix + "staticCost"));
      row.put("misses", extension.words(prefix + "misses"));
    }
    return row;
  }

  private Map<String, Object> start(Call call) {
    Fields.none(call.body());
    row(call.name());
    bundles.start(call.name());
    return row(call.name());
  }

  private Map<String, Object> stop(Call call) {
    Fields.none(call.body());
    row(call.name());
    bundles.stop(call.name());
    return row(call.name());
  }

  private Map<String, Object> row(String name) {
    List<Map<String, Object>> all = bundles.list();
    return all.stream()
        .filter(row -> name.equals(row.get("name")))
        .findFirst()
        .orElseThrow(() -> new Refusal(Refusal.NOT_FOUND, unknown(name, all)));
  }

  private static String unknown(String name, List<Map<String, Object>> all) {
    List<String> names = all.stream().map(row -> String.valueOf(row.get("name"))).toList();
    return BadInputException.unknownName("bundle with extensions", name, names).toString();
  }
}
