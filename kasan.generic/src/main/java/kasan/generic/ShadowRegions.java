// SPDX-License-Identifier: Apache-2.0
package kasan.generic;

import kasan.api.arch.Region;
import kasan.api.arch.RegionKind;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SharedPage;

/** The parts of the address space that a byte shadow shadows with one shared page from boot on. */
public final class ShadowRegions {
  private ShadowRegions() {}

  /**
   * Maps the shared page under every kernel region that the architecture says has {@code zero}
   * shadow, and under the part of the image region that no image fills, with shared tables: this
   * costs one chain of tables however large the regions are.
   *
   * @param vmallocToo whether the vmalloc area and modules are among them: kernels without
   *     CONFIG_KASAN_VMALLOC
   */
  public static void populateRest(
      KernelView view, ContiguousShadow bytes, SharedPage page, boolean vmallocToo) {
    for (Region region : view.arch().layout().regions()) {
      boolean image = region.kind() == RegionKind.IMAGE;
      boolean area = region.kind() == RegionKind.VMALLOC || region.kind() == RegionKind.MODULES;
      if (region.kind() != RegionKind.USER
          && (region.shadow().equals("zero") || image || (vmallocToo && area))) {
        long start = bytes.shadowOf(region.start());
        long end = bytes.shadowOf(region.last()) + 1;
        view.space().populateShared(start, end, page, false);
      }
    }
  }
}
