// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.swap;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.memory.PfnRange;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.Oracle;
import kasan.lab.api.run.Swap;

/**
 * Holds a shadow that was just built against the oracle: both sides of every border of an object, a
 * large kmalloc, a stack, a vmalloc area, a redzone, and a seeded sample of all bytes of RAM.
 *
 * <p>Memory that may be accessed must be accessible, and so must memory of which nothing is known;
 * but for bytes of a slab in which no object is known, and for addresses in no area that is known:
 * what was handed out there was so without an event. Memory that may not be accessed must not be
 * accessible, unless the scheme says that it misses that by design.
 */
final class Audit {
  private static final int SAMPLES = 5000;
  private static final int EXAMPLES = 3;
  private static final int CPU = 0;

  private final KernelTruth truth;
  private final Oracle oracle;
  private final Shadow shadow;
  private final DesignedMisses misses;
  private final Machine machine;
  private final List<String> examples = new ArrayList<>();
  private boolean inUse;
  private long checked;
  private long mismatches;
  private long unknown;
  private long byDesign;

  private Audit(
      KernelTruth truth, Oracle oracle, Shadow shadow, DesignedMisses misses, Machine machine) {
    this.truth = truth;
    this.oracle = oracle;
    this.shadow = shadow;
    this.misses = misses;
    this.machine = machine;
  }

  /**
   * Audits a shadow.
   *
   * @param truth as it was built from
   * @param seed of the sample
   */
  static Swap.Audit of(
      KernelTruth truth,
      Oracle oracle,
      Shadow shadow,
      DesignedMisses misses,
      Machine machine,
      long seed) {
    var audit = new Audit(truth, oracle, shadow, misses, machine);
    audit.borders();
    audit.sample(new SplittableRandom(seed));
    return new Swap.Audit(
        audit.checked, audit.mismatches, audit.unknown, audit.byDesign, audit.examples);
  }

  private void borders() {
    truth.forEachObject((address, requestedBytes, cache, state) -> around(address, requestedBytes));
    truth.forEachLarge(
        (pfn, order, requestedBytes) -> around(machine.addressOf(pfn), requestedBytes));
    truth.forEachStack(
        (address, bytes, estimated) -> {
          if (!estimated) {
            around(address, bytes);
          }
        });
    truth.forEachFixed((address, bytes, use) -> inside(address, bytes));
    truth.forEachVmallocArea(
        (address, bytes, requestedBytes, unpurged) -> {
          inUse = !unpurged;
          inside(address, requestedBytes);
          inUse = false;
          probe(address, address + requestedBytes);
        });
    truth.forEachRedzone((address, bytes, code) -> around(address, bytes));
  }

  /** First and last byte of something, and the bytes before and behind it. */
  private void around(long address, long bytes) {
    probe(address, address - 1);
    inside(address, bytes);
    probe(address, address + bytes);
  }

  private void inside(long address, long bytes) {
    if (bytes > 0) {
      probe(address, address);
      probe(address, address + bytes - 1);
    }
  }

  private void sample(SplittableRandom random) {
    long pages = machine.ramPages();
    for (int i = 0; i < SAMPLES; i++) {
      long address =
          machine.addressOf(pfn(random.nextLong(pages))) + random.nextLong(machine.pageBytes());
      probe(address, address);
    }
  }

  private long pfn(long page) {
    long left = page;
    for (PfnRange range : machine.ram()) {
      if (left < range.pages()) {
        return range.first() + left;
      }
      left -= range.pages();
    }
    throw new IllegalArgumentException("page " + page + " of " + machine.name());
  }

  /**
   * @param owner start of what the address belongs to, or is beside
   */
  private void probe(long owner, long address) {
    ByteState state = oracle.stateOf(address);
    boolean bad = state.bug();
    long pointer = bad ? truth.tagged(owner) + (address - owner) : truth.tagged(address);
    boolean accessible = accessible(pointer);
    checked++;
    if (state == ByteState.UNKNOWN) {
      unknown++;
    }
    if (accessible != bad || state == ByteState.UNKNOWN && inNothingKnown(address)) {
      return;
    }
    // The stack of a task that ended, kept for the next: Linux poisons it as little.
    boolean keptStack = inUse && state == ByteState.FREED;
    if (bad && (keptStack || misses.explain(state, address))) {
      byDesign++;
      return;
    }
    mismatches++;
    if (examples.size() < EXAMPLES) {
      examples.add(
          String.format(
              Locale.ROOT,
              "%016x is %s, its shadow %s",
              address,
              state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
              accessible ? "says accessible" : "says not accessible"));
    }
  }

  private boolean inNothingKnown(long address) {
    PageKind kind = oracle.pageKind(machine.pfnOf(address));
    return kind == PageKind.NONE || kind == PageKind.SLAB;
  }

  private boolean accessible(long pointer) {
    try {
      return shadow.check(CPU, pointer, 1, false);
    } catch (ShadowFaultException e) {
      return false;
    }
  }
}
