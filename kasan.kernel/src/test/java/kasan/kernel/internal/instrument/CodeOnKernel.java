// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.kernel.internal.fixture.BareKernel;
import kasan.kernel.internal.fixture.TestArch;
import kasan.kernel.internal.judge.Judge;
import kasan.kernel.internal.judge.StandingShadow;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.view.Attachment;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;

/** A bare kernel that runs compiled code, and writes down what is judged. */
final class CodeOnKernel {
  static final int TASK = 1;
  static final long STACK_PFN = 0x100;
  static final SlabCache K128 = new SlabCache("kmalloc-128", 128, 256, true, false);

  final BareKernel kernel = new BareKernel(TestArch.x86(), 2, 1 << 12);
  final ByteOracle oracle;
  final StandingShadow standing;
  final Judge judge;
  final CompiledCode code;
  final Shadow shadow;
  final Attachment attached;
  final List<String> verdicts = new ArrayList<>();

  CodeOnKernel(ShadowScheme scheme, SchemeDescription traits, Instrumentation instrumentation) {
    this(SchemeChoice.of(traits, scheme, Map.of()), instrumentation);
  }

  CodeOnKernel(SchemeChoice choice, Instrumentation instrumentation) {
    SchemeDescription traits = choice.description();
    attached = kernel.attach(choice);
    shadow = attached.shadow();
    var layout = kernel.arch().layout();
    var machine = kernel.machine();
    oracle = new ByteOracle(machine, layout, kernel.oracle()::pageKind);
    oracle.pagesReleased(0, machine.ramPages());
    standing = new StandingShadow(attached, traits);
    judge = new Judge(oracle, layout, machine.pageBytes(), standing, true);
    judge.listener(event -> verdicts.add(text(event)));
    code =
        new CompiledCode(
            machine,
            layout,
            instrumentation,
            new Instrumented(
                shadow, attached.view().memoryOfCode(), traits, attached.view().checks()),
            oracle,
            judge);
    oracle.pagesAllocated(STACK_PFN, 2);
    kernel.allocateStack(0, STACK_PFN, 2);
    code.taskBegins(TASK, kernel.address(STACK_PFN), machine.taskStackBytes());
  }

  private static String text(Judgement event) {
    String text = event.bug() ? "bug" : "good";
    if (event.reported) {
      text += (event.faulted ? " faulted " : " reported ") + event.bugClass;
    }
    return event.missed == null ? text : text + " missed " + event.missed.word();
  }

  /** The verdict on the access or free made last. */
  String last() {
    return verdicts.get(verdicts.size() - 1);
  }

  /** A slab of kmalloc-128 in one page. */
  long slab(int cpu, long pfn) {
    oracle.pagesAllocated(pfn, 0);
    oracle.slabAllocated(pfn, 0, K128);
    kernel.allocateSlab(cpu, pfn, 0, K128);
    return kernel.address(pfn);
  }

  void allocate(int cpu, long address, long bytes) {
    oracle.objectAllocated(address, bytes);
    kernel.allocateObject(cpu, address, bytes, K128);
  }

  void free(int cpu, long address) {
    oracle.objectFreed(address, false);
    kernel.freeObject(cpu, address);
  }

  String read(int cpu, long address, long bytes) {
    code.access(cpu, address, bytes, false);
    return last();
  }

  /** Shadow bytes of a range, in hexadecimal, as a report prints them. */
  String shadowOf(long address, long bytes) {
    var text = new StringBuilder();
    for (long at = 0; at < bytes; at += 8) {
      text.append(String.format("%02x ", shadow.shadowByte(address + at)));
    }
    return text.toString().trim();
  }
}
