// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.memory.PageKind;
import kasan.api.scheme.Shadow;
import kasan.lab.api.finding.Access;
import kasan.lab.api.finding.DumpInfo;
import kasan.lab.api.finding.FaultRange;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.MemoryState;
import kasan.lab.api.finding.SlabObject;
import kasan.lab.api.finding.StackFrame;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Tags;
import kasan.lab.api.finding.Track;
import kasan.lab.api.finding.VmallocRegion;
import kasan.lab.api.kernel.AccessJudge.Judgement;
import kasan.lab.api.kernel.ByteState;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.ModelledKernel;
import kasan.lab.api.kernel.SlabSlot;
import kasan.lab.api.scheme.Instrumentation;
import kasan.suite.internal.finding.Chronicle.Area;
import kasan.suite.internal.finding.Chronicle.Frame;
import kasan.suite.internal.finding.Chronicle.Global;
import kasan.suite.internal.finding.Chronicle.Owned;
import kasan.suite.internal.finding.Chronicle.Queued;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a judgement what Linux 6.12 prints of it (mm/kasan/report.c, report_generic.c). It
 * describes memory by the shadow and by its owners, never by the truth: it can be as wrong as Linux
 * is.
 */
public final class FindingMaker {
  private static final int ROWS = 5;
  private static final int ROW_GRANULES = 16;
  private static final String RELEASE = "6.12.117";

  private final ModelledKernel kernel;
  private final Chronicle chronicle;
  private final Traces traces;
  private final int granule;
  private final boolean tags;
  private final AddressLayout layout;

  /**
   * @param granule bytes that a unit of shadow describes
   * @param tags whether a unit is a tag
   * @param lastLine of the program
   */
  public FindingMaker(
      ModelledKernel kernel,
      Chronicle chronicle,
      int granule,
      boolean tags,
      int lastLine,
      Instrumentation instrumentation) {
    this.kernel = kernel;
    this.chronicle = chronicle;
    this.traces = new Traces(lastLine, instrumentation);
    this.granule = granule;
    this.tags = tags;
    this.layout = kernel.arch().layout();
  }

  /**
   * The finding of what was just judged and reported.
   *
   * @param tainted whether this kernel has reported before
   */
  public Finding of(Judgement event, boolean tainted) {
    Spot spot = chronicle.here();
    String bugClass = event.bugClass == null ? "unknown-crash" : event.bugClass;
    Finding.Builder finding =
        Finding.of(bugClass).info(info(spot, tainted)).callTrace(traces.reported(spot, event));
    long address = layout.untagged(event.address);
    if (event.faulted) {
      return finding.faultRange(faultRange(bugClass, address)).build();
    }
    finding
        .function(traces.function(spot))
        .access(new Access(kind(event), event.bytes, event.address, spot.comm(), spot.pid()));
    Shadow shadow = kernel.current().shadow();
    boolean shadowed = shadow.shadowByte(address) >= 0;
    if (!shadowed || granule == 0) {
      return finding.build();
    }
    long bad = event.act == Judgement.Act.FREE ? address : firstBad(shadow, address, event);
    if (tags) {
      finding.tags(new Tags(layout.tagOf(event.address), at(shadow, bad)));
    }
    describe(finding, bugClass, address, shadow);
    return finding.memoryState(memoryState(shadow, bad)).build();
  }

  private static Access.Kind kind(Judgement event) {
    return switch (event.act) {
      case READ -> Access.Kind.READ;
      case WRITE -> Access.Kind.WRITE;
      case FREE -> Access.Kind.FREE;
    };
  }

  private DumpInfo info(Spot spot, boolean tainted) {
    List<String> details = new ArrayList<>();
    if (tainted) {
      details.add("Tainted: [B]=BAD_PAGE");
    }
    details.add(
        "Hardware name: "
            + kernel.machine().name()
            + ", modelled, with scheme "
            + kernel.current().name());
    return new DumpInfo(
        spot.cpu(),
        0L,
        spot.pid(),
        spot.comm(),
        false,
        tainted ? "G    B             " : null,
        RELEASE,
        "#1",
        details);
  }

  /** kasan_non_canonical_hook: the shadow of the address faulted. */
  private FaultRange faultRange(String bugClass, long address) {
    String likelihood =
        switch (bugClass) {
          case "null-ptr-deref" -> "";
          case "user-memory-access" -> "probably";
          default -> "maybe";
        };
    long first = granule == 0 ? address : address & -granule;
    return new FaultRange("", likelihood, first, first + Math.max(granule, 1) - 1);
  }

  /** kasan_find_first_bad_addr: steps over granules that are wholly accessible, or of the tag. */
  private long firstBad(Shadow shadow, long address, Judgement event) {
    int good = tags ? layout.tagOf(event.address) : 0;
    long at = address;
    while (Long.compareUnsigned(at, address + event.bytes) < 0 && shadow.shadowByte(at) == good) {
      at = at == address ? (at & -granule) + granule : at + granule;
    }
    return Long.compareUnsigned(at, address + event.bytes) < 0 ? at : address;
  }

  private static int at(Shadow shadow, long address) {
    return Math.max(0, shadow.shadowByte(address));
  }

  private void describe(Finding.Builder finding, String bugClass, long address, Shadow shadow) {
    SlabSlot slot = kernel.slabSlot(address);
    if (slot != null) {
      Owned owned = chronicle.owned(slot.start());
      if (owned != null) {
        finding.allocated(new Track(owned.allocated.pid(), traces.allocated(owned.allocated)));
        finding.freed(freed(owned, slot.start()));
        if (!tags) {
          finding.relatedWork(owned.queued.stream().map(traces::queued).toList());
        }
      }
      finding.object(object(slot, bugClass, address, shadow));
    }
    Global global = chronicle.global(address);
    if (global != null && layout.region(RegionKind.IMAGE).contains(address)) {
      finding.variable(
          new Symbol(global.name(), address - global.start(), withRedzone(global.bytes())));
    }
    Frame frame = chronicle.frame(address, kernel.machine().taskStackBytes());
    if (frame != null) {
      finding.stackFrame(stackFrame(frame, address));
    }
    long linear = address;
    if (layout.region(RegionKind.VMALLOC).contains(address)) {
      Area area = chronicle.area(address, kernel.machine().pageBytes());
      finding.vmalloc(vmalloc(area, frame, address));
      boolean mapped = area != null || frame != null;
      linear = mapped && !gone(address) ? linear(address) : 0;
    }
    if (layout.region(RegionKind.DIRECT_MAP).contains(linear)) {
      finding.page(page(kernel.machine().pfnOf(linear)));
    }
  }

  /**
   * The task that gave an object back. Null while nobody has, and while the work that does so is
   * queued.
   */
  private @Nullable Track freed(Owned owned, long start) {
    Spot freed = owned.freed;
    if (freed != null) {
      return new Track(freed.pid(), traces.freed(freed));
    }
    Queued last = owned.queued.peek();
    if (last == null || kernel.oracle().stateOf(start) != ByteState.FREED) {
      return null;
    }
    return new Track(last.how().pid(), traces.freedLater(last));
  }

  /** Whether nothing is mapped at an address: a guard page, an area that was given back. */
  private boolean gone(long address) {
    ByteState state = kernel.oracle().stateOf(address);
    return state == ByteState.UNMAPPED || state == ByteState.FREED;
  }

  private long linear(long address) {
    return layout.untagged(kernel.calls().vmallocToLinear(address));
  }

  private SlabObject object(SlabSlot slot, String bugClass, long address, Shadow shadow) {
    long size = tags ? slot.objectBytes() : allocSize(slot, shadow);
    long end = slot.start() + size;
    SlabObject.Side side = SlabObject.Side.INSIDE;
    long distance = address - slot.start();
    if (distance < 0) {
      side = SlabObject.Side.LEFT;
      distance = -distance;
    } else if (distance >= size) {
      side = SlabObject.Side.RIGHT;
      distance = address - end;
    }
    SlabObject.State state =
        switch (bugClass) {
          case "slab-out-of-bounds" -> SlabObject.State.ALLOCATED;
          case "slab-use-after-free" -> SlabObject.State.FREED;
          default -> SlabObject.State.NOT_SAID;
        };
    return new SlabObject(
        slot.start(),
        slot.cache(),
        slot.objectBytes(),
        new SlabObject.Region(
            distance, side, tags ? SlabObject.State.NOT_SAID : state, slot.start(), end));
  }

  /** kasan_get_alloc_size: the shadow says how much of an object was asked for. */
  private long allocSize(SlabSlot slot, Shadow shadow) {
    long size = 0;
    while (size < slot.objectBytes()) {
      int value = shadow.shadowByte(slot.start() + size);
      if (value != 0) {
        size += value > 0 && value < granule ? value : 0;
        break;
      }
      size += granule;
    }
    return size == 0 ? slot.objectBytes() : Math.min(size, slot.objectBytes());
  }

  /** Room that gcc takes for a global: the next symbol begins behind its redzone. */
  private static long withRedzone(long bytes) {
    long step = FrameLayout.REDZONE_BYTES;
    return (bytes + step - 1) / step * step + step;
  }

  /** An address on a stack; outside of all frames there is only the task to tell. */
  private static StackFrame stackFrame(Frame frame, long address) {
    if (!frame.holds(address)) {
      return new StackFrame(frame.comm(), frame.pid(), 0, null, List.of());
    }
    List<StackFrame.Variable> variables = new ArrayList<>();
    for (FrameLayout.Variable each : frame.layout().variables()) {
      variables.add(
          new StackFrame.Variable(each.offset(), each.offset() + each.bytes(), each.name()));
    }
    return new StackFrame(
        frame.comm(),
        frame.pid(),
        address - frame.base(),
        new Symbol(frame.function(), 0, frame.layout().bytes()),
        variables);
  }

  private VmallocRegion vmalloc(@Nullable Area area, @Nullable Frame frame, long address) {
    Machine machine = kernel.machine();
    if (area != null) {
      long pages = (area.bytes() + machine.pageBytes() - 1) / machine.pageBytes();
      return new VmallocRegion(pages, area.start(), null, traces.function(area.allocated()));
    }
    if (frame != null) {
      // task stacks are aligned to their size
      long stack = machine.taskStackBytes();
      return new VmallocRegion(
          stack / machine.pageBytes(),
          address & -stack,
          null,
          new Symbol("kernel_clone", 0xcb, 0x750));
    }
    return VmallocRegion.UNKNOWN;
  }

  /** What dump_page says, as far as the model knows a page. */
  private List<String> page(long pfn) {
    PageKind kind = kernel.oracle().pageKind(pfn);
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "page: refcount:%d mapcount:0 mapping:0000000000000000 index:0x0 pfn:0x%x",
            kind == PageKind.FREE ? 0 : 1,
            pfn));
    if (kind == PageKind.SLAB) {
      lines.add("page_type: f5(slab)");
    }
    lines.add("page dumped because: kasan: bad access detected");
    return lines;
  }

  private @Nullable MemoryState memoryState(Shadow shadow, long bad) {
    long row = (long) granule * ROW_GRANULES;
    long base = (bad & -row) - 2 * row;
    List<MemoryState.Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      byte[] bytes = new byte[ROW_GRANULES];
      for (int j = 0; j < ROW_GRANULES; j++) {
        int value = shadow.shadowByte(base + i * row + (long) j * granule);
        if (value < 0) {
          return null;
        }
        bytes[j] = (byte) value;
      }
      rows.add(new MemoryState.Row(base + i * row, bytes));
    }
    return new MemoryState(granule, bad, rows);
  }
}
