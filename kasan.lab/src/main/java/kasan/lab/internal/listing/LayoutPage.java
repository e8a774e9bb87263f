// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.CostedWork;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.Region;
import kasan.api.arch.TlbRules;
import kasan.api.report.Result;
import kasan.lab.api.Settings;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.internal.bill.LabResult;
import kasan.lab.internal.inventory.ArchChoice;
import org.jspecify.annotations.Nullable;

/** One architecture on a page: regions and where their shadow lies, page tables, TLB, costs. */
public final class LayoutPage {
  private static final String NO_SHADOW = "none";

  private final ArchModel model;
  private final Map<String, String> options;
  private final List<BootShadow> schemes;

  private LayoutPage(ArchModel model, Map<String, String> options, List<BootShadow> schemes) {
    this.model = model;
    this.options = options;
    this.schemes = schemes;
  }

  /**
   * @param arch name; empty for the one that ranks highest
   * @throws BadInputException for an unknown name, or settings of anything else
   */
  public static Result of(Inventory inventory, String arch, Settings settings) {
    Extension<Architecture> found = ArchChoice.find(inventory, arch);
    for (String owner : settings.byOwner().keySet()) {
      if (!owner.equals(found.name())) {
        throw new BadInputException(
            "--set of a layout takes " + found.name() + ".OPTION=VALUE only, not '" + owner + "'");
      }
    }
    ArchChoice choice = ArchChoice.of(found, settings);
    return new LayoutPage(choice.model(), choice.options().asMap(), BootShadow.ofAll(inventory))
        .result();
  }

  private Result result() {
    AddressLayout layout = model.layout();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("arch", model.name());
    tree.put("addressLayout", layout.name());
    tree.put("options", options);
    tree.put("shadowOffset", hex(layout.shadowOffset()));
    tree.put("userLimit", hex(layout.userLimit()));
    tree.put("tagShift", layout.tagShift() == 64 ? null : layout.tagShift());
    tree.put("rows", regions());
    tree.put("pageTables", pageTables());
    tree.put("bootShadow", bootShadow());
    tree.put("tlb", tlb());
    tree.put("costs", costs());
    return new LabResult("layout", 0, tree, new LayoutSections(model, schemes).all());
  }

  private List<Map<String, @Nullable Object>> regions() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (Region region : model.layout().regions()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("start", hex(region.start()));
      row.put("last", hex(region.last()));
      row.put("kb", kb(region));
      row.put("name", region.name());
      row.put("kind", region.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      row.put("shadow", region.shadow());
      row.put("shadowStart", shadow(region, region.start()));
      row.put("shadowLast", shadow(region, region.last()));
      rows.add(row);
    }
    return rows;
  }

  /** Where the shadow of an address of a region lies; null for a region without shadow. */
  private @Nullable String shadow(Region region, long address) {
    return region.shadow().equals(NO_SHADOW) ? null : hex(model.layout().shadowOf(address));
  }

  private Map<String, @Nullable Object> pageTables() {
    PageTableGeometry geometry = model.geometry();
    var leaves = new ArrayList<Long>();
    geometry.leafShifts().forEach(shift -> leaves.add(1L << shift));
    var levels = new ArrayList<Map<String, @Nullable Object>>();
    for (int level = geometry.levels() - 1; level >= 0; level--) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("level", geometry.levelNames().get(level));
      row.put("entries", 1L << geometry.bitsPerLevel().get(level));
      row.put("entryKb", 1L << (geometry.shiftOf(level) - 10));
      row.put("leaf", geometry.leafShifts().contains(geometry.shiftOf(level)));
      levels.add(row);
    }
    Map<String, @Nullable Object> tables = new LinkedHashMap<>();
    tables.put("pageBytes", 1L << geometry.pageShift());
    tables.put("leafBytes", leaves);
    tables.put("levels", levels);
    return tables;
  }

  private List<Map<String, @Nullable Object>> bootShadow() {
    var rows = new ArrayList<Map<String, @Nullable Object>>();
    for (BootShadow scheme : schemes) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      row.put("scheme", scheme.scheme());
      row.put("staticCost", scheme.staticCost());
      row.put("leaves", scheme.leaves());
      rows.add(row);
    }
    return rows;
  }

  private Map<String, @Nullable Object> tlb() {
    TlbRules rules = model.tlb();
    Map<String, @Nullable Object> tlb = new LinkedHashMap<>();
    tlb.put("entries", rules.entries());
    tlb.put("writeFaultRefreshes", rules.writeFaultRefreshes());
    tlb.put("frameChangeNeedsBreak", rules.frameChangeNeedsBreak());
    tlb.put("broadcastInvalidate", rules.broadcastInvalidate());
    tlb.put("rangeFlushCeilingPages", rules.rangeFlushCeilingPages());
    tlb.put("invalidCached", rules.invalidCached());
    tlb.put("newMappingsRefresh", rules.newMappingsRefresh());
    return tlb;
  }

  private Map<String, @Nullable Object> costs() {
    Map<String, @Nullable Object> instructions = new LinkedHashMap<>();
    for (CostedWork work : CostedWork.values()) {
      instructions.put(words(work), model.costs().of(work));
    }
    Map<String, @Nullable Object> costs = new LinkedHashMap<>();
    costs.put("origin", model.costs().origin());
    costs.put("instructions", instructions);
    return costs;
  }

  static String words(CostedWork work) {
    return work.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static long kb(Region region) {
    return ((region.last() - region.start()) >>> 10) + 1;
  }

  static String hex(long address) {
    return String.format(Locale.ROOT, "0x%016x", address);
  }
}
