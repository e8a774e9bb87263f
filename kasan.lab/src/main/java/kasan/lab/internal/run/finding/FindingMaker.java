// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run.finding;

import java.util.List;
import java.util.Locale;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.TraceLine;
import kasan.lab.api.finding.Track;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.RequestTrack;
import kasan.lab.api.kernel.SlabSlot;
import kasan.lab.internal.run.swap.SchemeSlot;
import org.jspecify.annotations.Nullable;

/**
 * Makes a finding of what was judged in a run: which operation of which process accessed what, and
 * which operations had it handed out and given back.
 *
 * <p>A workload has no functions, so there are no frames of a stack but the call that it made to
 * the allocator. What a frame of the workload would tell stands in its place: {@code <operation
 * 4711 of kernel-build>}.
 */
final class FindingMaker {
  private static final int LONGEST_COMM = 15;
  private static final String KMALLOC = "kmalloc";
  private static final TraceLine PROMPT = new TraceLine.Marker(" <asked for at the prompt>");

  private final SchemeSlot slot;
  private final String program;
  private final String comm;
  private final PromptObjects objects;

  /**
   * @param slot of the shadow whose reports come in
   * @param program what runs
   * @param objects that were allocated at the prompt
   */
  FindingMaker(SchemeSlot slot, String program, PromptObjects objects) {
    this.objects = objects;
    this.slot = slot;
    this.program = program;
    this.comm = program.substring(0, Math.min(program.length(), LONGEST_COMM));
  }

  /**
   * The finding of what was just judged and reported.
   *
   * @param atPrompt whether a user asked for it, and no operation
   */
  Finding of(Judgement event, boolean atPrompt) {
    Access.Kind kind =
        switch (event.act) {
          case READ -> Access.Kind.READ;
          case WRITE -> Access.Kind.WRITE;
          case FREE -> Access.Kind.FREE;
        };
    String name = event.bugClass == null ? "unknown-crash" : event.bugClass;
    int pid = atPrompt ? 0 : slot.pidNow();
    TraceLine place = atPrompt ? PROMPT : operation(slot.operationNow());
    Finding.Builder finding =
        Finding.of(name)
            .access(new Access(kind, event.bytes, event.address, comm, pid))
            .info(info(event.cpu, pid))
            .callTrace(new StackTrace(List.of(place)));
    long address = untagged(event.address);
    ModelledKernel kernel = slot.runKernel().modelled();
    if (kernel != null) {
      describe(finding, kernel, address);
    }
    return finding.memoryState(ShadowRows.around(slot, address)).build();
  }

  private DumpInfo info(int cpu, int pid) {
    String machine =
        "Hardware name: "
            + slot.kernel().machine().name()
            + ", modelled, with scheme "
            + slot.standingName();
    return new DumpInfo(cpu, null, pid, comm, false, null, "modelled", "", List.of(machine));
  }

  private TraceLine operation(long number) {
    return new TraceLine.Marker(
        number == 0
            ? " <before the first operation>"
            : " <operation " + number + " of " + program + ">");
  }

  private long untagged(long address) {
    return slot.kernel().arch().layout().untagged(address);
  }

  private void describe(Finding.Builder finding, ModelledKernel kernel, long address) {
    SlabSlot slot = kernel.slabSlot(address);
    if (slot != null) {
      boolean kmalloc = slot.cache().startsWith(KMALLOC);
      RequestTrack allocated = kernel.allocatedBy(slot.start());
      RequestTrack freed = kernel.freedBy(slot.start());
      boolean handedOut = objects.asked(slot.start(), allocated);
      boolean givenBack = objects.asked(slot.start(), freed);
      finding
          .allocated(track(allocated, kmalloc ? KMALLOC : "kmem_cache_alloc", handedOut))
          .freed(track(freed, kmalloc ? "kfree" : "kmem_cache_free", givenBack))
          .object(object(kernel, slot, address));
    }
    AddressLayout layout = kernel.arch().layout();
    if (layout.region(RegionKind.DIRECT_MAP).contains(address)) {
      long pfn = kernel.machine().pfnOf(address);
      String kind = kernel.oracle().pageKind(pfn).name().toLowerCase(Locale.ROOT).replace('_', '-');
      finding.page(List.of(String.format(Locale.ROOT, "page: pfn:0x%x, %s", pfn, kind)));
    }
  }

  private @Nullable Track track(@Nullable RequestTrack request, String call, boolean atPrompt) {
    return request == null
        ? null
        : new Track(
            request.pid(),
            new StackTrace(
                List.of(
                    new TraceLine.Frame(new Symbol(call, -1, -1)),
                    atPrompt ? PROMPT : operation(request.event()))));
  }

  private static SlabObject object(ModelledKernel kernel, SlabSlot slot, long address) {
    long start = slot.start();
    long size = 0;
    ByteState first = kernel.oracle().stateOf(start);
    boolean live = first == ByteState.LIVE;
    while (live && size < slot.objectBytes() && kernel.oracle().stateOf(start + size) == first) {
      size++;
    }
    if (!live) {
      size = slot.objectBytes();
    }
    SlabObject.Side side = SlabObject.Side.INSIDE;
    long distance = address - start;
    if (distance < 0) {
      side = SlabObject.Side.LEFT;
      distance = -distance;
    } else if (distance >= size) {
      side = SlabObject.Side.RIGHT;
      distance -= size;
    }
    SlabObject.State state =
        switch (first) {
          case LIVE -> SlabObject.State.ALLOCATED;
          case FREED -> SlabObject.State.FREED;
          default -> SlabObject.State.NOT_SAID;
        };
    return new SlabObject(
        start,
        slot.cache(),
        slot.objectBytes(),
        new SlabObject.Region(distance, side, state, start, start + size));
  }
}
