// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

/**
 * What slabs take of memory, counted by pages and by the blocks that they lie in. A block is an
 * aligned run of as many pages as a granule of generic KASAN has bytes, so that one page of shadow
 * describes it: blocks with slab are the pages of shadow that slab alone wants on demand.
 *
 * @param pages slab pages now
 * @param pagesPeak at most, since somebody asked first
 * @param blocks blocks with a slab page now
 * @param blocksPeak at most, since somebody asked first; not always at the same moment
 */
public record SlabUse(long pages, long pagesPeak, long blocks, long blocksPeak) {}
