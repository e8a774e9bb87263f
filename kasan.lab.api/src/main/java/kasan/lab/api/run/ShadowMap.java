// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The shadow of a range of blocks, some blocks to a cell. A block is the memory that one page of
 * shadow describes: block n has the pages from n times {@code pagesPerBlock} on.
 *
 * @param atOperation operations that had been done
 * @param scheme that stood
 * @param granuleBytes memory that one byte of shadow describes
 * @param pagesPerBlock pages of a block
 * @param firstBlock of the range
 * @param blocks of the range
 * @param blocksOfRam blocks up to the end of RAM
 * @param blocksPerCell blocks of each cell; the last may have fewer
 * @param cells of the range, ascending
 */
public record ShadowMap(
    long atOperation,
    String scheme,
    int granuleBytes,
    int pagesPerBlock,
    long firstBlock,
    long blocks,
    long blocksOfRam,
    long blocksPerCell,
    List<Cell> cells) {
  /** Copies the list. */
  public ShadowMap {
    cells = List.copyOf(cells);
  }

  /**
   * Adjacent blocks.
   *
   * @param firstBlock the first of them
   * @param states how many blocks are in each state; those that none is in are left out
   * @param staleEntries translations of their shadow that a TLB holds and the page tables do not
   */
  public record Cell(long firstBlock, Map<BlockState, Long> states, long staleEntries) {
    /** Copies the map. */
    public Cell {
      var copy = new EnumMap<BlockState, Long>(BlockState.class);
      copy.putAll(states);
      states = java.util.Collections.unmodifiableMap(copy);
    }
  }
}
