// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

import kasan.api.arch.AddressLayout;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.lab.api.kernel.AccessJudge;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.scheme.MissReason;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a shadow says of each access and each free against the truth; counts and passes on.
 */
public final class Judge {
  /** Nobody says which allocation is meant. */
  public static final long ANY_GENERATION = -1;

  private final AddressLayout layout;
  private final ByteOracle oracle;
  private final BugClass classes;
  private final MissDiagnosis diagnosis;
  private final Look frees;
  private final Judgement judgement = new Judgement();
  private final StandingShadow standing;
  private @Nullable AccessJudge listener;

  /**
   * @param oracle the truth
   * @param layout of the kernel's addresses
   * @param pageBytes size of a page
   * @param standing whose verdicts come in
   * @param instrumented whether anything looks at accesses and frees, be it the machine
   */
  public Judge(
      ByteOracle oracle,
      AddressLayout layout,
      long pageBytes,
      StandingShadow standing,
      boolean instrumented) {
    this.frees = instrumented ? Look.EVERYWHERE : Look.NOWHERE;
    this.layout = layout;
    this.oracle = oracle;
    this.classes = new BugClass(layout, pageBytes);
    this.diagnosis = new MissDiagnosis(oracle, layout);
    this.standing = standing;
  }

  /** Who is told each judgement; null for nobody. */
  public void listener(@Nullable AccessJudge next) {
    listener = next;
  }

  /**
   * Whether nothing can be wrong with an access, nobody wants to hear of it, and both are known
   * without a search. Where it passes then, {@link #passed} is all there is to say.
   */
  public boolean isPlain(long address, long bytes) {
    return listener == null && oracle.knownLive(layout.untagged(address), bytes);
  }

  /** A plain access passed. */
  public void passed() {
    standing.tally().passed();
  }

  /**
   * An access, or a check before one.
   *
   * @param look what the check looked at
   */
  public void accessed(
      int cpu, long address, long bytes, boolean write, Verdict verdict, Look look) {
    long untagged = layout.untagged(address);
    if (verdict == Verdict.PASSED && listener == null && oracle.plainlyLive(untagged, bytes)) {
      standing.tally().passed();
      return;
    }
    judgement.act = write ? Judgement.Act.WRITE : Judgement.Act.READ;
    judgement.invalidFree = false;
    judgement.truth = oracle.judge(untagged, bytes);
    begin(cpu, address, bytes, verdict);
    if (verdict == Verdict.FAULTED) {
      judgement.bugClass = classes.withoutShadow(untagged);
    } else if (verdict == Verdict.REPORTED) {
      judgement.bugClass =
          classes.of(standing.shadow(), standing.traits().granuleBytes(), address, bytes);
    } else if (judgement.truth.bug()) {
      judgement.missed = diagnosis.of(standing, cpu, address, bytes, judgement.truth, look);
    }
    end();
  }

  /**
   * A free, or an object that goes into a pool.
   *
   * @param invalid whether KASAN found that nothing begins at the address
   * @param accessible whether the shadow said that its first byte may be accessed
   * @param generation of what is meant; {@link #ANY_GENERATION} for whatever lies there
   */
  public void freed(int cpu, long address, boolean invalid, boolean accessible, long generation) {
    long untagged = layout.untagged(address);
    boolean another = generation != ANY_GENERATION && oracle.generationOf(untagged) != generation;
    freed(
        cpu, address, invalid, accessible, another ? ByteState.FREED : oracle.judgeFree(untagged));
  }

  /** As above, of whatever lies there. */
  public void freed(int cpu, long address, boolean invalid, boolean accessible) {
    freed(cpu, address, invalid, accessible, ANY_GENERATION);
  }

  /** Pages that are freed, or go into a pool, as {@link #freed(int, long, boolean, boolean)}. */
  public void freedPages(int cpu, long address, boolean accessible) {
    freed(cpu, address, false, accessible, oracle.stateOf(layout.untagged(address)));
  }

  private void freed(int cpu, long address, boolean invalid, boolean accessible, ByteState free) {
    judgement.act = Judgement.Act.FREE;
    judgement.invalidFree = free == ByteState.REDZONE;
    long untagged = layout.untagged(address);
    judgement.truth = judgement.invalidFree ? oracle.stateOf(untagged) : free;
    begin(cpu, address, 0, invalid || !accessible ? Verdict.REPORTED : Verdict.PASSED);
    boolean reused = free == ByteState.FREED && oracle.stateOf(untagged) == ByteState.LIVE;
    if (judgement.reported) {
      judgement.bugClass = invalid ? BugClass.INVALID_FREE : BugClass.DOUBLE_FREE;
    } else if (reused) {
      judgement.missed = MissReason.REUSED;
    } else if (judgement.truth.bug()) {
      judgement.missed = diagnosis.of(standing, cpu, address, 1, judgement.truth, frees);
    } else if (judgement.invalidFree) {
      judgement.missed =
          frees == Look.NOWHERE ? MissReason.NOT_CHECKED : MissReason.OTHER_ALLOCATOR;
    }
    end();
  }

  private void begin(int cpu, long address, long bytes, Verdict verdict) {
    judgement.cpu = cpu;
    judgement.address = address;
    judgement.bytes = bytes;
    judgement.reported = verdict != Verdict.PASSED;
    judgement.faulted = verdict == Verdict.FAULTED;
    judgement.bugClass = null;
    judgement.missed = null;
  }

  private void end() {
    standing.tally().count(judgement);
    if (listener != null) {
      listener.judged(judgement);
    }
  }
}
