// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.look;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.run.BlockState;
import kasan.lab.api.run.BlockView;
import kasan.lab.api.run.PageView;
import kasan.lab.api.run.ShadowMap;
import kasan.lab.internal.run.swap.SchemeSlot;

/**
 * The shadow of the direct map as data, block by block: where the architecture has the shadow of an
 * address, for the granule of the scheme that stands. Nothing of it is on a bill.
 */
public final class ShadowLook {
  private static final long MOST_BLOCKS = 1 << 22;
  private static final int MOST_CELLS = 1 << 16;
  private final SchemeSlot slot;
  private final Kernel kernel;
  private final Machine machine;
  private final AttachedShadow shadow;
  private final Blocks blocks;

  /** Of the kernel as it is now. */
  public ShadowLook(SchemeSlot slot) {
    this.slot = slot;
    this.kernel = slot.kernel();
    this.machine = kernel.machine();
    this.shadow = slot.runKernel().standing();
    this.blocks = new Blocks(slot);
  }

  /** A range of blocks. */
  public ShadowMap map(long firstBlock, long wanted, int mostCells) {
    long all = blocks.count();
    if (firstBlock < 0 || firstBlock >= all || wanted < 1) {
      throw new BadInputException(
          "there are blocks 0.." + (all - 1) + "; not " + wanted + " from " + firstBlock + " on");
    }
    if (mostCells < 1 || mostCells > MOST_CELLS) {
      throw new BadInputException("expected 1 to " + MOST_CELLS + " cells, not " + mostCells);
    }
    long count = Math.min(wanted, all - firstBlock);
    if (count > MOST_BLOCKS) {
      throw new BadInputException("expected " + MOST_BLOCKS + " blocks at most, not " + count);
    }
    long perCell = (count + mostCells - 1) / mostCells;
    long[] stale = staleEntries(firstBlock, count, perCell);
    var cells = new ArrayList<ShadowMap.Cell>();
    for (long first = 0; first < count; first += perCell) {
      var states = new EnumMap<BlockState, Long>(BlockState.class);
      for (long i = first; i < Math.min(count, first + perCell); i++) {
        states.merge(blocks.stateOf(firstBlock + i), 1L, Long::sum);
      }
      cells.add(new ShadowMap.Cell(firstBlock + first, states, stale[cells.size()]));
    }
    return new ShadowMap(
        slot.operationNow(),
        slot.standingName(),
        slot.granuleBytes(),
        blocks.granule(),
        firstBlock,
        count,
        all,
        perCell,
        cells);
  }

  private long[] staleEntries(long firstBlock, long count, long perCell) {
    long[] stale = new long[(int) ((count + perCell - 1) / perCell)];
    long pageBytes = machine.pageBytes();
    long start = blocks.shadowOf(firstBlock);
    long end = start + count * pageBytes;
    shadow.forEachStaleEntry(
        (cpu, address, bytes) -> {
          long from = Math.max(address, start);
          long to = Math.min(address + bytes, end);
          for (long at = from; at < to; at += pageBytes * perCell) {
            stale[(int) ((at - start) / pageBytes / perCell)]++;
          }
        });
    return stale;
  }

  /** How many translations the TLB of each CPU holds that the page tables do not. */
  public static List<Long> staleByCpu(AttachedShadow shadow, int cpus) {
    var counts = new ArrayList<Long>(Collections.nCopies(cpus, 0L));
    shadow.forEachStaleEntry((cpu, address, bytes) -> counts.set(cpu, counts.get(cpu) + 1));
    return counts;
  }

  /** One block. */
  public BlockView block(long block) {
    if (block < 0 || block >= blocks.count()) {
      throw new BadInputException("there are blocks 0.." + (blocks.count() - 1) + ", not " + block);
    }
    long at = blocks.shadowOf(block);
    var stale = new TreeSet<Integer>();
    shadow.forEachStaleEntry(
        (cpu, address, bytes) -> {
          if (at >= address && at - address < bytes) {
            stale.add(cpu);
          }
        });
    var pages = new ArrayList<PageKind>();
    long first = blocks.firstPfnOf(block);
    for (long pfn = first; pfn < Math.min(first + blocks.granule(), machine.frames()); pfn++) {
      pages.add(kernel.oracle().pageKind(pfn));
    }
    return new BlockView(
        slot.operationNow(),
        slot.standingName(),
        block,
        blocks.stateOf(block),
        List.copyOf(stale),
        first,
        pages);
  }

  /** One page. */
  public PageView page(long pfn) {
    if (pfn < 0 || pfn >= machine.frames()) {
      throw new BadInputException(
          "there are page frames 0.." + (machine.frames() - 1) + ", not " + pfn);
    }
    long address = machine.addressOf(pfn);
    var granules = new ArrayList<PageView.Granule>();
    Map<Integer, String> meanings = new TreeMap<>();
    for (long offset = 0; offset < machine.pageBytes(); offset += blocks.granule()) {
      int value = slot.shadow().shadowByte(address + offset);
      granules.add(new PageView.Granule(value, kernel.oracle().stateOf(address + offset)));
      if (value >= 0 && !meanings.containsKey(value)) {
        meanings.put(value, slot.shadow().meaning(value));
      }
    }
    return new PageView(
        slot.operationNow(),
        slot.standingName(),
        pfn,
        address,
        kernel.oracle().pageKind(pfn),
        blocks.blockOf(pfn),
        blocks.granule(),
        granules,
        meanings);
  }
}
