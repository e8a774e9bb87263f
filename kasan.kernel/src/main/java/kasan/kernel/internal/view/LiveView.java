// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.arch.ArchModel;
import kasan.api.arch.CostTable;
import kasan.api.arch.CostedWork;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.scheme.DeferredWork;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;
import kasan.kernel.internal.frames.FrameLedger;
import kasan.kernel.internal.frames.FrameMemory;
import kasan.kernel.internal.mmu.BreakHook;
import kasan.kernel.internal.mmu.Mappings;
import kasan.kernel.internal.mmu.Mmu;
import kasan.kernel.internal.mmu.MmuWork;
import kasan.kernel.internal.primitive.LongMap;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;

/**
 * The view of one shadow: counts frames, table pages, loads, stores, maps, unmaps and flushes as
 * they pass, and keeps the work that the shadow put off.
 *
 * <p>Single-threaded but for {@link #revoke}, which any thread may call.
 */
public final class LiveView implements KernelView {
  private final Gate gate = new Gate();
  private final Machine machine;
  private final ArchModel arch;
  private final KernelTruth truth;
  private final KernelClock clock;
  private final BlockHolder blocks;
  private final LongMap held = new LongMap(16);
  private final FrameLedger ledger;
  private final MmuWork mmuWork = new MmuWork();
  private final Mmu mmu;
  private final CountedSpace space;
  private final CountedMemory memory;
  private final DeferredQueue deferred = new DeferredQueue();
  private final long[] notes = new long[SchemeNote.values().length];
  private final CheckCount checks = new CheckCount();

  /**
   * @param machine as the shadow is to see it
   * @param arch its architecture
   * @param truth what the shadow builds from
   * @param clock of the kernel
   * @param blocks who holds blocks back
   * @param ledger pays for frames
   * @param frames what frames hold
   */
  public LiveView(
      Machine machine,
      ArchModel arch,
      KernelTruth truth,
      KernelClock clock,
      BlockHolder blocks,
      FrameLedger ledger,
      FrameMemory frames) {
    this.machine = machine;
    this.arch = arch;
    this.truth = truth;
    this.clock = clock;
    this.blocks = blocks;
    this.ledger = ledger;
    this.mmu = new Mmu(arch.geometry(), arch.tlb(), machine.cpus(), ledger, frames, mmuWork);
    this.space = new CountedSpace(gate, mmu, arch.layout().region(RegionKind.VMALLOC));
    this.memory = new CountedMemory(gate, mmu, frames, machine.pageShift(), machine.cpus());
  }

  /** The shadow is built; from now on CPUs look at it. */
  void built() {
    mmu.built();
  }

  @Override
  public Machine machine() {
    gate.pass();
    return machine;
  }

  @Override
  public ArchModel arch() {
    gate.pass();
    return arch;
  }

  @Override
  public KernelTruth truth() {
    gate.pass();
    ledger.shadowLooked();
    return truth;
  }

  @Override
  public ShadowSpace space() {
    gate.pass();
    return space;
  }

  @Override
  public ShadowMemory memory() {
    gate.pass();
    return memory;
  }

  @Override
  public long nowNanos() {
    gate.pass();
    return clock.nanos;
  }

  @Override
  public void defer(long delayNanos, DeferredWork work) {
    gate.pass();
    long due = clock.nanos + Math.max(0, delayNanos);
    deferred.add(due, clock.cpu, work);
    clock.nextDue = Math.min(clock.nextDue, due);
  }

  @Override
  public boolean holdBlock(long pfn, int order) {
    gate.pass();
    boolean got = blocks.hold(pfn, order);
    if (got) {
      held.put(pfn, order);
    }
    return got;
  }

  @Override
  public void returnBlock(long pfn, int order) {
    gate.pass();
    held.remove(pfn);
    blocks.giveBack(pfn, order);
  }

  @Override
  public void note(SchemeNote note) {
    gate.pass();
    notes[note.ordinal()]++;
  }

  /** When work that was put off is due next; {@link Long#MAX_VALUE} when none is. */
  long nextDue() {
    return deferred.nextDue();
  }

  /** The bytes of the shadow as compiled code reaches them; revoked with the view. */
  public CodeMemory memoryOfCode() {
    return memory;
  }

  /** The truth, whether the view is revoked or not. */
  KernelTruth truthNow() {
    return truth;
  }

  /** Runs work that is due by now. */
  void runDue() {
    deferred.run(clock.nanos);
  }

  /** Checks of accesses; whoever makes them counts them here. */
  public CheckCount checks() {
    return checks;
  }

  /** Who is to be called while a live entry is broken, on an architecture that demands it. */
  public void onBreak(BreakHook hook) {
    mmu.onBreak(hook);
  }

  /** From now on every call of the shadow ends with an exception that says {@code why}. */
  public void revoke(String why) {
    gate.close(why);
  }

  /** Revokes and forgets what was put off; frames stay charged, held blocks go back. */
  void setAside(String why) {
    revoke(why);
    deferred.clear();
    returnHeldBlocks();
  }

  /** Nobody is left who would return them. */
  private void returnHeldBlocks() {
    for (long pfn : held.sortedKeys()) {
      blocks.giveBack(pfn, (int) held.get(pfn));
    }
    held.clear();
  }

  /** Revokes and gives all frames back. */
  public void retire(String why) {
    revoke(why);
    deferred.clear();
    mmu.giveAll();
    returnHeldBlocks();
  }

  /** The machine's free frames went down. */
  public void freeChanged() {
    ledger.freeChanged();
  }

  /** Frames so far. */
  public Footprint footprint() {
    return ledger.footprint();
  }

  /** Frames now, in kB. */
  long totalKb() {
    return ledger.totalKb();
  }

  /** What page tables and TLBs hold now; for explanations. */
  Mappings mappings() {
    return mmu.mappings();
  }

  /** Live entries that were broken before they were changed. */
  public long breaks() {
    return mmuWork.breaks;
  }

  /** Work so far. A recheck is counted by the flush that it takes, not by the scheme's note. */
  public Work work() {
    return new Work(
        mmuWork.maps,
        mmuWork.unmaps,
        notes[SchemeNote.UNMAP_CANCELLED.ordinal()],
        mmuWork.mapFlushes,
        mmuWork.globalFlushes,
        mmuWork.remoteFlushes,
        mmuWork.recheckFlushes,
        notes[SchemeNote.RECHECK_PASSED.ordinal()],
        notes[SchemeNote.SECOND_SHADOW.ordinal()],
        memory.loads(),
        memory.stores(),
        memory.storeBytes(),
        mmuWork.tableWrites,
        mmuWork.tableWalks,
        mmuWork.spuriousFaults,
        ledger.taken(),
        ledger.given(),
        modelledCost());
  }

  private long modelledCost() {
    CostTable costs = arch.costs();
    long testWithoutLoad =
        Math.max(0, costs.of(CostedWork.INLINE_CHECK) - costs.of(CostedWork.SHADOW_LOAD));
    return checks.calls * costs.of(CostedWork.OUTLINE_CALL)
        + checks.inline * testWithoutLoad
        + memory.loads() * costs.of(CostedWork.SHADOW_LOAD)
        + memory.stores() * costs.of(CostedWork.SHADOW_STORE)
        + memory.fillWords() * costs.of(CostedWork.SHADOW_FILL_WORD)
        + mmuWork.tableWrites * costs.of(CostedWork.TABLE_WRITE)
        + ledger.taken() * costs.of(CostedWork.FRAME_TAKE)
        + ledger.given() * costs.of(CostedWork.FRAME_GIVE)
        + (mmuWork.mapFlushes + mmuWork.recheckFlushes + mmuWork.globalFlushes)
            * costs.of(CostedWork.LOCAL_FLUSH)
        + mmuWork.remoteFlushes * costs.of(CostedWork.REMOTE_FLUSH)
        + mmuWork.tableWalks * costs.of(CostedWork.TABLE_WALK)
        + mmuWork.spuriousFaults * costs.of(CostedWork.SPURIOUS_FAULT);
  }
}
