// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.List;
import kasan.api.memory.SlabCache;

/** Slab caches for tests, by how their objects lie. */
public final class TestCaches {
  /** Objects of odd size with room behind them, in slots of 16 and 32 bytes times something. */
  public static final List<SlabCache> KASAN =
      List.of(
          new SlabCache("kmalloc-64", 64, 128, true, false),
          new SlabCache("kmalloc-256", 256, 512, true, false),
          new SlabCache("anon_vma", 77, 160, false, false),
          new SlabCache("sighand_cache", 200, 288, false, true));

  /** Objects shoulder to shoulder in slots of 8 bytes times something. */
  public static final List<SlabCache> PLAIN =
      List.of(
          new SlabCache("kmalloc-8", 8, 8, true, false),
          new SlabCache("kmalloc-96", 96, 96, true, false),
          new SlabCache("dentry", 192, 192, false, false),
          new SlabCache("filp", 232, 232, false, false));

  private TestCaches() {}
}
