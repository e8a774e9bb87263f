// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.Locale;

/** What of the kernel hands memory out when somebody asks for it by hand, see {@link Run#alloc}. */
public enum Allocator {
  /** kmalloc: an object of a slab, or whole pages above the largest cache. */
  KMALLOC,
  /** alloc_pages: a power of two of pages of the direct map. */
  PAGES,
  /** vmalloc: an area of its own. */
  VMALLOC;

  /** The word that users read and write. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
