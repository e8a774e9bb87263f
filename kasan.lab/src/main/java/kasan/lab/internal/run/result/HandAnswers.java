// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.report.Result;
import kasan.lab.api.finding.FindingTree;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.KernelCalls;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.SlabSlot;
import kasan.lab.api.run.Allocator;
import kasan.lab.internal.bill.LabResult;
import kasan.lab.internal.run.finding.FindingLog;
import kasan.lab.internal.run.finding.PromptObjects.PromptObject;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * What a user has the kernel of a run do by hand: allocate, free, access. Each is a call as running
 * code makes it, judged as an operation of the workload is.
 */
public final class HandAnswers {
  /** Largest request of kmalloc and alloc_pages on Linux for x86 (KMALLOC_MAX_SIZE). */
  private static final long MOST_IN_ONE_PIECE = 4L << 20;

  private static final long MOST_OF_AN_AREA = 1L << 30;

  private final String run;
  private final SchemeSlot slot;
  private final FindingLog findings;

  /** Acts on the kernel of a run. */
  public HandAnswers(String run, SchemeSlot slot, FindingLog findings) {
    this.run = run;
    this.slot = slot;
    this.findings = findings;
  }

  /** Allocates. */
  public Result alloc(int cpu, Allocator allocator, long bytes) {
    ModelledKernel kernel = kernel(cpu);
    long most = allocator == Allocator.VMALLOC ? MOST_OF_AN_AREA : MOST_IN_ONE_PIECE;
    if (bytes < 1 || bytes > most) {
      throw new BadInputException(
          allocator.word() + " takes 1 to " + most + " bytes, not " + bytes);
    }
    KernelCalls calls = kernel.calls();
    int order = orderOf(bytes);
    long pointer =
        switch (allocator) {
          case KMALLOC -> calls.kmalloc(cpu, bytes, KernelCalls.GFP_KERNEL);
          case PAGES -> calls.allocPages(cpu, order, KernelCalls.GFP_KERNEL);
          case VMALLOC -> calls.vmalloc(cpu, bytes);
        };
    long address = layout().untagged(pointer);
    PromptObject object =
        pointer == 0
            ? null
            : findings
                .objects()
                .add(pointer, address, kernel.oracle().generationOf(address), allocator, order);
    SlabSlot place = pointer == 0 ? null : kernel.slabSlot(address);
    Map<String, @Nullable Object> row = row("object", object == null ? null : object.name());
    row.put("address", object == null ? null : FindingTree.address(pointer));
    row.put("bytes", bytes);
    row.put("allocator", allocator.word());
    row.put("cache", place == null ? null : place.cache());
    row.put("cpu", (long) cpu);
    return answer("alloc", object == null ? 1 : 0, row);
  }

  private int orderOf(long bytes) {
    long pages = (bytes - 1 >>> slot.kernel().machine().pageShift()) + 1;
    return Long.SIZE - Long.numberOfLeadingZeros(pages - 1);
  }

  /** Frees; but nothing that an operation has, which the workload would free once more. */
  public Result free(int cpu, long pointer) {
    ModelledKernel kernel = kernel(cpu);
    long address = layout().untagged(pointer);
    ByteState before = kernel.oracle().stateOf(address);
    if (!before.bug() && !findings.objects().allocated(kernel.oracle().generationOf(address))) {
      throw new BadInputException(
          FindingTree.address(pointer)
              + " was not allocated by hand: whoever has it frees it; 'alloc' gives memory of your"
              + " own");
    }
    PromptObject object = findings.objects().at(address);
    String call = callFor(object, address);
    KernelCalls calls = kernel.calls();
    FindingLog.Seen seen =
        findings.watch(
            () -> {
              switch (call) {
                case "vfree" -> calls.vfree(cpu, pointer);
                case "__free_pages" ->
                    calls.freePages(cpu, pointer, object == null ? 0 : object.order());
                default -> calls.kfree(cpu, pointer);
              }
            });
    Map<String, @Nullable Object> row = row("scheme", slot.standingName());
    row.put("call", call);
    row.put("object", object == null ? null : object.name());
    row.put("address", FindingTree.address(pointer));
    row.put("cpu", (long) cpu);
    row.put("freed", !before.bug() && kernel.oracle().stateOf(address) != before);
    return judged("free", row, seen == null ? unseen(before) : seen);
  }

  /** KASAN does not look at it. */
  private static FindingLog.Seen unseen(ByteState truth) {
    return new FindingLog.Seen(false, null, FindingLog.word(truth), null);
  }

  private String callFor(@Nullable PromptObject object, long address) {
    if (object != null) {
      return switch (object.allocator()) {
        case KMALLOC -> "kfree";
        case PAGES -> "__free_pages";
        case VMALLOC -> "vfree";
      };
    }
    return layout().region(RegionKind.VMALLOC).contains(address) ? "vfree" : "kfree";
  }

  /** Accesses. */
  public Result access(int cpu, long address, long bytes, boolean write) {
    ModelledKernel kernel = kernel(cpu);
    FindingLog.Seen seen = findings.watch(() -> kernel.calls().access(cpu, address, bytes, write));
    Map<String, @Nullable Object> row = row("scheme", slot.standingName());
    row.put("access", write ? "write" : "read");
    row.put("size", bytes);
    row.put("address", FindingTree.address(address));
    row.put("cpu", (long) cpu);
    return judged("access", row, seen);
  }

  private ModelledKernel kernel(int cpu) {
    ModelledKernel kernel = slot.runKernel().modelled();
    if (kernel == null) {
      throw new BadInputException(
          run + " follows a recording: its kernel runs no code that could do this");
    }
    int cpus = kernel.machine().cpus();
    if (cpu >= cpus) {
      throw new BadInputException(run + " has CPUs 0.." + (cpus - 1) + ", not " + cpu);
    }
    return kernel;
  }

  private AddressLayout layout() {
    return slot.kernel().arch().layout();
  }

  private Map<String, @Nullable Object> row(String key, @Nullable String value) {
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("run", run);
    row.put(key, value);
    return row;
  }

  private static Result judged(
      String verb, Map<String, @Nullable Object> row, FindingLog.@Nullable Seen seen) {
    row.put("reported", seen != null && seen.reported());
    row.put("bugClass", seen == null ? null : seen.bugClass());
    row.put("truth", seen == null ? null : seen.truth());
    row.put("missed", seen == null ? null : seen.missed());
    return answer(verb, seen != null && seen.reported() ? 1 : 0, row);
  }

  private static Result answer(String verb, int status, Map<String, @Nullable Object> row) {
    return new LabResult(
        verb, status, Map.of("rows", List.of(row)), RunSections.ofRows("", List.of(row)));
  }
}
