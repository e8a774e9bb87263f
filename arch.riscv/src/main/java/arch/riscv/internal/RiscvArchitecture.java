// SPDX-License-Identifier: Apache-2.0
package arch.riscv.internal;

import java.util.List;
import kasan.api.arch.ArchInfo;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.DirectMap;
import kasan.api.arch.FirmwareMap;
import kasan.api.arch.ProfileText;
import kasan.api.arch.TlbRules;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import org.osgi.service.component.annotations.Component;

/**
 * 64-bit RISC-V with pages of 4 KiB and Sv39, Sv48 or Sv57.
 *
 * <p><b>Layout and tables.</b> Linux 6.12, Documentation/arch/riscv/vm-layout.rst, asm/pgtable.h,
 * asm/kasan.h, mm/kasan_init.c. Generic KASAN, outline and inline, always with KASAN_VMALLOC.
 *
 * <p><b>TLBs.</b> From the RISC-V privileged specification (SFENCE.VMA, Svvptc), as
 * arch/riscv/mm/tlbflush.c, mm/fault.c, kernel/entry.S and asm/cacheflush.h rely on it:
 *
 * <ul>
 *   <li>A hart may keep that an entry is invalid. A page that becomes valid is seen by a hart only
 *       after its SFENCE.VMA. With Svvptc it is seen within a bounded time, without a fence.
 *   <li>A live entry may lead to another frame at once: a hart uses the old or the new one until
 *       its SFENCE.VMA. There is no break-before-make.
 *   <li>A store through a stale read-only entry is a page fault, and no fault handler forgives it:
 *       in the kernel it is an oops.
 *   <li>But flush_cache_vmap marks all harts when something was mapped in vmalloc space; a hart
 *       that is marked and takes any page fault on a kernel address fences all, is marked no more,
 *       and tries again (new_vmalloc_check in entry.S). Shadow that was populated before is seen
 *       then, too.
 *   <li>Other harts fence on a request through the firmware (SBI) or an interrupt, one for each. A
 *       range of more than 64 pages (tlb_flush_all_threshold) is flushed as a whole.
 * </ul>
 *
 * <p>So nothing that maps shadow on demand and flushes the mapping hart alone is sound here: not
 * with a shared page in between, since a store through it is an oops, and not with entries that are
 * left invalid, since they may be kept, unless there is Svvptc.
 *
 * <p><b>Not modelled.</b> Svnapot; Svinval; pointer masking; leaves of the top table; the bound of
 * Svvptc: a new entry is seen at once; how long a hart remembers what it looked at on its own
 * account: for as long as its TLB has room.
 */
@Component(service = Architecture.class)
@ArchInfo(name = RiscvArchitecture.NAME, title = "64-bit RISC-V, 4 KiB pages, Sv39, Sv48 or Sv57")
public final class RiscvArchitecture implements Architecture {
  static final String NAME = "riscv";

  /** Second-level TLB of SiFive's U74 (U74-MC Core Complex Manual). */
  private static final int TLB_ENTRIES = 512;

  /** tlb_flush_all_threshold. */
  private static final int FLUSH_ALL_THRESHOLD = 64;

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "mode",
            "paging mode; most boards have sv39 alone",
            PagingMode.SV39.word(),
            PagingMode.SV48.word(),
            PagingMode.SV57.word()),
        OptionSpec.onOff(
            "svvptc", "harts have Svvptc: that an entry is invalid is not kept for long", false));
  }

  @Override
  public ArchModel model(Options options) {
    PagingMode mode = PagingMode.of(options.word("mode"));
    TlbRules rules = TlbRules.of(TLB_ENTRIES, FLUSH_ALL_THRESHOLD).withNewMappingsRefresh();
    return new ArchModel(
        NAME,
        RiscvLayout.of(mode),
        mode.tables(),
        options.on("svvptc") ? rules : rules.withInvalidCached(),
        RiscvCosts.table());
  }

  @Override
  public List<DirectMap> directMaps() {
    return RiscvDirectMaps.all();
  }

  @Override
  public List<FirmwareMap> firmwareMaps() {
    return RiscvMachines.maps();
  }

  @Override
  public List<ProfileText> bootProfiles() {
    return RiscvMachines.profiles();
  }
}
