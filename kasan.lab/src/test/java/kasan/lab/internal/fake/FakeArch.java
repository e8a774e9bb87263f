// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.EnumMap;
import java.util.List;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.arch.CostTable;
import kasan.api.arch.CostedWork;
import kasan.api.arch.PageTableGeometry;
import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.arch.TlbRules;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;

/** An architecture with two regions and one option. */
public final class FakeArch implements Architecture {
  private final String name;

  /** An architecture that is called x86. */
  public FakeArch() {
    this("x86");
  }

  /** An architecture of this name. */
  public FakeArch(String name) {
    this.name = name;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.choice("levels", "levels of page tables", "4", "5"));
  }

  @Override
  public ArchModel model(Options options) {
    var costs = new EnumMap<CostedWork, Long>(CostedWork.class);
    for (CostedWork work : CostedWork.values()) {
      costs.put(work, 1L);
    }
    return new ArchModel(
        name,
        new AddressLayout(
            options.word("levels") + "-level",
            List.of(
                new Region("user space", RegionKind.USER, 0, 0x7fffffffffffL, "none"),
                new Region(
                    "direct map",
                    RegionKind.DIRECT_MAP,
                    0xffff888000000000L,
                    0xffffc87fffffffffL,
                    "real")),
            0xdffffc0000000000L,
            0x00007ffffffff000L,
            64),
        new PageTableGeometry(
            12, List.of(9, 9, 9, 9), List.of("pte", "pmd", "pud", "pgd"), List.of(12, 21, 30)),
        TlbRules.of(64, 33).withWriteFaultRefresh(),
        new CostTable("all cost one", costs));
  }
}
