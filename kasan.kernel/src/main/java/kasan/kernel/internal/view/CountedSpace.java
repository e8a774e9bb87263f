// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.arch.Region;
import kasan.api.memory.FrameUse;
import kasan.api.scheme.FlushReason;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.MappingState;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.ShadowSpace;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.mmu.Mmu;

/**
 * Page tables and TLBs as a shadow may use them. Reservations are cut from the top of the vmalloc
 * region downwards, where a recorded kernel's own areas are not met.
 */
final class CountedSpace implements ShadowSpace {
  private final Gate gate;
  private final Mmu mmu;
  private final Region vmalloc;
  private long reservedFrom;

  CountedSpace(Gate gate, Mmu mmu, Region vmalloc) {
    this.gate = gate;
    this.mmu = mmu;
    this.vmalloc = vmalloc;
    this.reservedFrom = vmalloc.last() + 1;
  }

  @Override
  public long reserve(String what, long bytes, long alignBytes) {
    gate.pass();
    if (bytes <= 0 || Long.bitCount(alignBytes) != 1) {
      throw new IllegalArgumentException("reservation for " + what);
    }
    long start = (reservedFrom - bytes) & -alignBytes;
    if (Long.compareUnsigned(bytes, reservedFrom - vmalloc.start()) > 0
        || Long.compareUnsigned(start, vmalloc.start()) < 0) {
      throw new OutOfFramesException("no addresses for " + what);
    }
    reservedFrom = start;
    return start;
  }

  @Override
  public SharedPage sharedPage(byte value) {
    gate.pass();
    return mmu.sharedPage(value);
  }

  @Override
  public void populateShared(long start, long end, SharedPage page, boolean privateTables) {
    gate.pass();
    mmu.populateShared(start, end, page, privateTables);
  }

  @Override
  public void populate(long start, long end, byte value, FrameUse use, LeafPolicy leaves) {
    gate.pass();
    mmu.populate(start, end, value, use, leaves);
  }

  @Override
  public MappingState stateOf(long address) {
    gate.pass();
    return mmu.stateOf(address);
  }

  @Override
  public long nextReal(long start, long end) {
    gate.pass();
    return mmu.nextReal(start, end);
  }

  @Override
  public boolean map(int cpu, long address, byte value, FrameUse use) {
    gate.pass();
    return mmu.map(cpu, address, value, use);
  }

  @Override
  public long unmap(int cpu, long address, SharedPage replacement) {
    gate.pass();
    return mmu.unmap(cpu, address, replacement);
  }

  @Override
  public long unmap(int cpu, long address) {
    gate.pass();
    return mmu.unmap(cpu, address);
  }

  @Override
  public void remap(int cpu, long address, long frame) {
    gate.pass();
    mmu.remap(cpu, address, frame);
  }

  @Override
  public void release(long frame) {
    gate.pass();
    mmu.release(frame);
  }

  @Override
  public void flushLocal(int cpu, FlushReason reason) {
    gate.pass();
    mmu.flushLocal(cpu, reason);
  }

  @Override
  public void flushGlobal(int cpu, long start, long end) {
    gate.pass();
    mmu.flushAll(start, end);
  }

  @Override
  public void announceMapping(long start, long end) {
    gate.pass();
    mmu.announceMappings();
  }
}
