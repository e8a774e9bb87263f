// SPDX-License-Identifier: Apache-2.0
package arch.arm64.internal;

import java.util.List;
import java.util.stream.Collectors;
import kasan.api.BadInputException;
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
 * arm64 with 4, 16 or 64 KiB pages and 36 to 52 bits of virtual address.
 *
 * <p><b>Layout and tables.</b> Linux 6.12, asm/memory.h, arch/arm64/Kconfig, mm/kasan_init.c.
 * Shadow is mapped by single pages only, whatever leaf a scheme asks for.
 *
 * <p><b>TLBs.</b> From the Arm Architecture Reference Manual, as mm/mmu.c, mm/fault.c and
 * asm/tlbflush.h rely on it:
 *
 * <ul>
 *   <li>An invalid entry is never cached: from invalid to valid nothing has to be invalidated.
 *   <li>The frame of a live entry changes by break-before-make: invalid, invalidate on all CPUs,
 *       valid. Between the two a CPU that touches the page takes a translation fault, which in the
 *       kernel is an oops.
 *   <li>Permissions may change on a live entry, but a CPU keeps the old ones until they are
 *       invalidated. A store through a stale read-only entry is a permission fault, and the kernel
 *       forgives spurious translation faults only: no write fault refreshes anything.
 *   <li>One TLBI reaches all CPUs of the inner shareable domain, without an interrupt. Above
 *       MAX_DVM_OPS pages, a table full, a range flush becomes a flush of everything.
 * </ul>
 *
 * <p>So what Kim's series does on x86-64, to put a real page where a live black one is and let
 * other CPUs find out, cannot be had here: the architecture's own rule leaves a moment with no
 * page.
 *
 * <p><b>Not modelled.</b> Barriers: a new entry is seen by the other CPUs at once; contiguous-bit
 * mappings; hardware that implements fewer address bits than the kernel was built for; KASLR.
 */
@Component(service = Architecture.class)
@ArchInfo(name = "arm64", title = "arm64, 4K, 16K or 64K pages, 36- to 52-bit addresses")
public final class Arm64Architecture implements Architecture {
  /** Second-level TLB of Neoverse cores, 1280 entries, rounded down to a power of two. */
  private static final int TLB_ENTRIES = 1024;

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "va", "bits of a kernel virtual address", "48", "36", "39", "42", "47", "52"),
        OptionSpec.choice("pages", "size of a page", "4k", "16k", "64k"));
  }

  @Override
  public ArchModel model(Options options) {
    int virtualBits = (int) options.number("va");
    TranslationGranule granule = TranslationGranule.of(options.word("pages"));
    if (!granule.addressBits().contains(virtualBits)) {
      throw new BadInputException(
          "arm64 has no "
              + virtualBits
              + "-bit addresses with "
              + granule.word()
              + " pages; va can be "
              + granule.addressBits().stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", "))
              + " there");
    }
    return new ArchModel(
        "arm64",
        Arm64Layout.of(virtualBits, granule),
        granule.shadowTables(virtualBits),
        TlbRules.of(TLB_ENTRIES, granule.entriesPerTable()).withBreakBeforeMake().withBroadcast(),
        Arm64Costs.table());
  }

  @Override
  public List<DirectMap> directMaps() {
    return Arm64DirectMaps.all();
  }

  /** QEMU's virt: RAM from 1 GiB on, without a hole. */
  @Override
  public List<FirmwareMap> firmwareMaps() {
    return List.of(FirmwareMap.of("virt", "arm64", "an arm64 machine").startMib(1024).build());
  }

  @Override
  public List<ProfileText> bootProfiles() {
    return List.of(
        ProfileText.beside(
            Arm64Architecture.class, "arm64", "linux-6.1-virt", "Debian's arm64 kernel"));
  }
}
