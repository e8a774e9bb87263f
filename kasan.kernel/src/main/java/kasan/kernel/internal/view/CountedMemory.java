// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.mmu.Mmu;
import kasan.kernel.internal.mmu.RecentPages;

/**
 * The bytes of one shadow, through its page tables and TLBs; counts loads, stores and what they
 * move.
 *
 * <p>A scan counts its loads as memory_is_nonzero makes them: byte by byte up to {@value
 * #SCAN_BYTEWISE} bytes, else bytes up to a word border and then words.
 */
final class CountedMemory implements CodeMemory {
  /** A shift, not a division: compilers of short runs call a routine for a division of longs. */
  private static final int WORD_SHIFT = 3;

  private static final int WORD = 1 << WORD_SHIFT;
  private static final int SCAN_BYTEWISE = 16;

  private final Gate gate;
  private final Mmu mmu;
  private final FrameMemory memory;
  private final long pageBytes;
  private final long spanBytes;
  private final RecentPages[] recent;
  private long loads;
  private long stores;
  private long storeBytes;
  private long fillWords;

  CountedMemory(Gate gate, Mmu mmu, FrameMemory memory, int pageShift, int cpus) {
    this.recent = new RecentPages[cpus];
    for (int cpu = 0; cpu < cpus; cpu++) {
      recent[cpu] = mmu.recentPages(cpu);
    }
    this.gate = gate;
    this.mmu = mmu;
    this.memory = memory;
    this.pageBytes = 1L << pageShift;
    this.spanBytes = mmu.spanBytes();
  }

  @Override
  public byte load(int cpu, long address) {
    gate.pass();
    loads++;
    long physical = mmu.translate(cpu, address, false);
    recent[cpu].note(address, physical);
    return memory.load(physical);
  }

  @Override
  public boolean isZeroAtOnce(int cpu, long address) {
    if (recent[cpu].load(address) == 0 && gate.isOpen()) {
      loads++;
      return true;
    }
    return false;
  }

  @Override
  public void store(int cpu, long address, byte value) {
    gate.pass();
    stores++;
    storeBytes++;
    memory.fill(mmu.translate(cpu, address, true), 1, value);
  }

  @Override
  public void fill(int cpu, long address, long bytes, byte value) {
    gate.pass();
    if (bytes <= 0) {
      if (bytes < 0) {
        throw new IllegalArgumentException("fill of " + bytes + " bytes");
      }
      return;
    }
    stores++;
    storeBytes += bytes;
    fillWords += (bytes - 1) >> WORD_SHIFT;
    if ((address & (pageBytes - 1)) + bytes <= pageBytes) {
      memory.fill(mmu.translate(cpu, address, true), bytes, value);
    } else {
      fillLeaves(cpu, address, bytes, value);
    }
  }

  @Override
  public void fillEach(int cpu, long address, long bytes, long times, byte value) {
    gate.pass();
    if (bytes < 0 || times < 0) {
      throw new IllegalArgumentException(times + " fills of " + bytes + " bytes");
    }
    if (bytes > 0) {
      stores += times;
      storeBytes += bytes * times;
      fillWords += ((bytes - 1) >> WORD_SHIFT) * times;
      fillLeaves(cpu, address, bytes * times, value);
    }
  }

  private void fillLeaves(int cpu, long address, long bytes, byte value) {
    long at = address;
    long passed = bytes < 2 * spanBytes ? address : mmu.passableTo(cpu, address, bytes);
    for (long left = bytes; left > 0; ) {
      long physical = (at & spanBytes - 1) == 0 && at < passed ? mmu.passSpan(at) : -1;
      long length = spanBytes;
      if (physical < 0) {
        physical = mmu.translate(cpu, at, true);
        length = Math.min(left, inLeaf(at));
      }
      memory.fill(physical, length, value);
      at += length;
      left -= length;
    }
  }

  /** Bytes from an address to the end of the leaf that the last translation went through. */
  private long inLeaf(long address) {
    long mask = mmu.leafOffsetMask();
    return mask + 1 - (address & mask);
  }

  @Override
  public long firstNonZero(int cpu, long address, long bytes) {
    gate.pass();
    long at = address;
    for (long left = bytes; left > 0; ) {
      long physical = mmu.translate(cpu, at, false);
      long length = Math.min(left, inLeaf(at));
      long found = memory.firstNonZero(physical, length);
      if (found >= 0) {
        long where = at + (found - physical);
        countScan(address, bytes, where - address + 1);
        return where;
      }
      at += length;
      left -= length;
    }
    countScan(address, bytes, bytes);
    return -1;
  }

  private void countScan(long address, long bytes, long scanned) {
    if (bytes <= SCAN_BYTEWISE) {
      loads += scanned;
    } else {
      long head = Math.min(scanned, -address & (WORD - 1));
      loads += head + ((scanned - head + WORD - 1) >> WORD_SHIFT);
    }
  }

  @Override
  public int peek(long address) {
    gate.pass();
    long physical = mmu.walk(address);
    return physical < 0 ? -1 : memory.load(physical) & 0xFF;
  }

  long loads() {
    return loads;
  }

  long stores() {
    return stores;
  }

  long storeBytes() {
    return storeBytes;
  }

  /** Words of memsets beyond the first of each. */
  long fillWords() {
    return fillWords;
  }
}
