// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.CostedWork;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.Region;
import kasan.api.arch.TlbRules;
import kasan.api.report.Section;
import kasan.api.report.Section.Column;
import kasan.api.report.Section.Table;
import kasan.api.report.Section.Text;
import org.jspecify.annotations.Nullable;

/** One architecture as people read it. */
final class LayoutSections {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "PiB", "EiB");
  private static final long MOST = 10_000;

  private final ArchModel model;
  private final List<BootShadow> schemes;

  LayoutSections(ArchModel model, List<BootShadow> schemes) {
    this.model = model;
    this.schemes = schemes;
  }

  List<Section> all() {
    return List.of(
        new Text("", head()),
        regions(),
        levels(),
        bootShadow(),
        new Text("TLB of each CPU", tlb()),
        costs(),
        new Text("", List.of(model.costs().origin())));
  }

  private List<String> head() {
    AddressLayout layout = model.layout();
    return List.of(
        model.name() + ", " + layout.name(),
        "shadow of an address = (address >> "
            + AddressLayout.GENERIC_SCALE_SHIFT
            + ") + "
            + LayoutPage.hex(layout.shadowOffset())
            + ", generic KASAN",
        "user space ends below " + LayoutPage.hex(layout.userLimit()));
  }

  private Table regions() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Region region : model.layout().regions()) {
      boolean shadowed = !region.shadow().equals("none");
      var row = new ArrayList<@Nullable Object>();
      row.add(bare(region.start()));
      row.add(bare(region.last()));
      row.add(size(LayoutPage.kb(region)));
      row.add(region.name());
      row.add(region.shadow());
      row.add(shadowed ? bare(model.layout().shadowOf(region.start())) : null);
      row.add(shadowed ? bare(model.layout().shadowOf(region.last())) : null);
      rows.add(row);
    }
    return new Table(
        "Regions, in hex",
        List.of(
            new Column("start", "first", ""),
            new Column("last", "last", ""),
            new Column("size", "size", ""),
            new Column("name", "region", ""),
            new Column("shadow", "shadow", ""),
            new Column("shadowStart", "shadow of first", ""),
            new Column("shadowLast", "shadow of last", "")),
        rows);
  }

  private static String bare(long address) {
    return LayoutPage.hex(address).substring(2);
  }

  private Table levels() {
    PageTableGeometry geometry = model.geometry();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int level = geometry.levels() - 1; level >= 0; level--) {
      int shift = geometry.shiftOf(level);
      var row = new ArrayList<@Nullable Object>();
      row.add(geometry.levelNames().get(level));
      row.add(1L << geometry.bitsPerLevel().get(level));
      row.add(size(1L << (shift - 10)));
      row.add(geometry.leafShifts().contains(shift) ? "yes" : "no");
      rows.add(row);
    }
    return new Table(
        "Page tables, from the top",
        List.of(
            new Column("level", "level", ""),
            new Column("entries", "entries", ""),
            new Column("entry", "an entry maps", ""),
            new Column("leaf", "may be a leaf", "")),
        rows);
  }

  private Table bootShadow() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (BootShadow scheme : schemes) {
      var row = new ArrayList<@Nullable Object>();
      row.add(scheme.scheme());
      row.add(scheme.staticCost());
      row.add(scheme.leaves());
      rows.add(row);
    }
    return new Table(
        "What schemes map at boot, and in which leaves: those of their era",
        List.of(
            new Column("scheme", "scheme", ""),
            new Column("staticCost", "stands from boot on", ""),
            new Column("leaves", "option leaves", "")),
        rows);
  }

  private List<String> tlb() {
    TlbRules rules = model.tlb();
    var lines = new ArrayList<String>(kept(rules));
    if (rules.invalidCached()) {
      lines.add("that a page is not mapped may be kept, too: a page mapped later needs a flush");
    }
    if (rules.newMappingsRefresh()) {
      lines.add(
          "after a new mapping in vmalloc space each CPU flushes its own once, when it faults next");
    }
    return lines;
  }

  private static List<String> kept(TlbRules rules) {
    return List.of(
        rules.entries() + " entries",
        rules.writeFaultRefreshes()
            ? "a write through a stale read-only entry faults once, then succeeds (spurious fault)"
            : "a stale read-only entry must be invalidated before a write succeeds",
        rules.frameChangeNeedsBreak()
            ? "the frame of a live entry may change only by way of an invalid entry"
                + " (break-before-make)"
            : "the frame of a live entry may change at once; a CPU sees it when it flushes",
        rules.broadcastInvalidate()
            ? "one instruction invalidates on all CPUs"
            : "each other CPU flushes on an interrupt of its own (IPI)",
        "a range of more than "
            + rules.rangeFlushCeilingPages()
            + " pages is flushed by flushing everything");
  }

  private Table costs() {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (CostedWork work : CostedWork.values()) {
      var row = new ArrayList<@Nullable Object>();
      row.add(LayoutPage.words(work));
      row.add(model.costs().of(work));
      rows.add(row);
    }
    return new Table(
        "Modelled cost of work",
        List.of(new Column("work", "work", ""), new Column("cost", "cost", "instructions")),
        rows);
  }

  /**
   * A size in the largest unit of which it is a whole number; where that has more than four digits,
   * in a larger one with a decimal.
   */
  static String size(long kb) {
    int unit = 0;
    long whole = kb;
    while (unit + 1 < UNITS.size() && whole % 1024 == 0 && whole != 0) {
      whole /= 1024;
      unit++;
    }
    if (whole < MOST) {
      return whole + " " + UNITS.get(unit);
    }
    double value = whole;
    while (unit + 1 < UNITS.size() && value >= MOST) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(unit));
  }
}
