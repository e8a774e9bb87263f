// SPDX-License-Identifier: Apache-2.0
package arch.x86.internal;

import java.util.List;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMap;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.ProfileText;
import kasan.api.arch.TlbRules;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import org.osgi.service.component.annotations.Component;

/**
 * x86-64 with 4 or 5 levels of page tables.
 *
 * <p>Layout from Linux 6.12, Documentation/arch/x86/x86_64/mm.rst; page tables from
 * asm/pgtable_64_types.h; TLB behaviour from arch/x86/mm/tlb.c and fault.c. A TLB keeps no
 * not-present entries; a write through a stale read-only entry faults once and then succeeds; a
 * range of more than 33 pages is flushed as a whole; other CPUs flush on an interrupt.
 */
@Component(
    service = Architecture.class,
    // The architecture that is meant when nobody names one.
    property = "service.ranking:Integer=100")
@ArchInfo(name = "x86", title = "x86-64, 4 KiB pages, 4- or 5-level page tables")
public final class X86Architecture implements Architecture {
  private static final int PAGE_SHIFT = 12;
  private static final int TABLE_BITS = 9;

  /** Second-level TLB of current server cores, rounded to a power of two. */
  private static final int TLB_ENTRIES = 2048;

  /** tlb_single_page_flush_ceiling. */
  private static final int FLUSH_CEILING_PAGES = 33;

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.choice("levels", "levels of page tables", "4", "5"));
  }

  @Override
  public ArchModel model(Options options) {
    boolean fiveLevel = options.word("levels").equals("5");
    return new ArchModel(
        "x86",
        fiveLevel ? X86Layout.fiveLevel() : X86Layout.fourLevel(),
        geometry(fiveLevel),
        TlbRules.of(TLB_ENTRIES, FLUSH_CEILING_PAGES).withWriteFaultRefresh(),
        X86Costs.table());
  }

  @Override
  public List<DirectMap> directMaps() {
    return X86DirectMaps.all();
  }

  @Override
  public List<FirmwareMap> firmwareMaps() {
    return X86Machines.maps();
  }

  @Override
  public List<ProfileText> bootProfiles() {
    return X86Machines.profiles();
  }

  private static PageTableGeometry geometry(boolean fiveLevel) {
    List<Integer> leaves =
        List.of(PAGE_SHIFT, PAGE_SHIFT + TABLE_BITS, PAGE_SHIFT + 2 * TABLE_BITS);
    return fiveLevel
        ? new PageTableGeometry(
            PAGE_SHIFT,
            List.of(TABLE_BITS, TABLE_BITS, TABLE_BITS, TABLE_BITS, TABLE_BITS),
            List.of("pte", "pmd", "pud", "p4d", "pgd"),
            leaves)
        : new PageTableGeometry(
            PAGE_SHIFT,
            List.of(TABLE_BITS, TABLE_BITS, TABLE_BITS, TABLE_BITS),
            List.of("pte", "pmd", "pud", "pgd"),
            leaves);
  }
}
