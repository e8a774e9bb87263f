// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.mmu;

import kasan.api.arch.TlbRules;
import kasan.api.scheme.SharedPage;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.frames.MachineFree;
import kasan.kernel.internal.frames.SidePool;

/** Page tables over frames of their own, and the TLBs of four CPUs. */
abstract class OneMmu {
  /** A shadow address aligned to 1 GiB, with room for as much above it. */
  static final long SHADOW = 0xffffed1000000000L;

  static final long PAGE = 1L << 12;
  static final long MIB_2 = 1L << 21;
  static final long GIB = 1L << 30;
  static final byte BLACK = (byte) 0xFF;

  final FrameMemory memory = new FrameMemory(0, 12);
  final MmuWork work = new MmuWork();
  final FrameLedger ledger;
  Mmu mmu;

  OneMmu() {
    ledger = ledger(1 << 20);
    mmu = mmu(TestArch.X86_TLB, ledger);
  }

  static FrameLedger ledger(long frames) {
    return new FrameLedger(new SidePool(1, frames), new MachineFree(MachineFree.UNKNOWN), 12);
  }

  Mmu mmu(TlbRules rules, FrameLedger pays) {
    return new Mmu(TestArch.geometry(), rules, 4, pays, memory, work);
  }

  byte load(int cpu, long address) {
    return memory.load(mmu.translate(cpu, address, false));
  }

  void store(int cpu, long address, int value) {
    memory.fill(mmu.translate(cpu, address, true), 1, (byte) value);
  }

  SharedPage black(long bytes) {
    SharedPage black = mmu.sharedPage(BLACK);
    mmu.populateShared(SHADOW, SHADOW + bytes, black, true);
    return black;
  }
}
