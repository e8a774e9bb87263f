// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.finding;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.lab.api.kernel.FrameLayout;
import org.jspecify.annotations.Nullable;

/** What a program was given and gave back, where, and which functions its tasks are in. */
public final class Chronicle {
  private final String program;
  private final Map<Long, Owned> owned = new HashMap<>();
  private final TreeMap<Long, Area> areas = new TreeMap<>(Long::compareUnsigned);
  private final TreeMap<Long, Global> globals = new TreeMap<>(Long::compareUnsigned);
  private final Map<String, Deque<Frame>> frames = new HashMap<>();
  private Spot here;
  private int line;

  /**
   * @param program name of the case
   */
  public Chronicle(String program) {
    this.program = program;
    this.here = new Spot(0, "", 0, "", List.of());
  }

  /** Something that was handed out: from where, and from where it was given back. */
  static final class Owned {
    private static final int MOST_QUEUED = 2;

    final Spot allocated;
    @Nullable Spot freed;

    /** Where work on it was queued, the last first; the allocation's metadata has room for two. */
    final Deque<Queued> queued = new ArrayDeque<>();

    Owned(Spot allocated) {
      this.allocated = allocated;
    }

    private void queue(Queued work) {
      if (queued.size() == MOST_QUEUED) {
        queued.removeLast();
      }
      queued.push(work);
    }
  }

  /** Work on an object that was queued: from where, and how. */
  record Queued(Spot from, Deferral how) {}

  /** A vmalloc area. */
  record Area(long start, long bytes, Spot allocated) {}

  /** A global variable. */
  record Global(String name, long start, long bytes) {}

  /** A stack frame. */
  record Frame(String comm, long pid, String function, int line, long base, FrameLayout layout) {
    boolean holds(long address) {
      long offset = address - base;
      return offset >= 0 && offset < layout.bytes();
    }
  }

  /** A statement begins. */
  public void at(int cpu, String comm, long pid, String verb, int statementLine) {
    line = statementLine;
    List<Spot.Call> calls = new ArrayList<>();
    int at = statementLine;
    for (Frame frame : frames.getOrDefault(comm, new ArrayDeque<>())) {
      calls.add(new Spot.Call(frame.function, at));
      at = frame.line;
    }
    if (calls.isEmpty() || !calls.get(calls.size() - 1).function().equals(program)) {
      calls.add(new Spot.Call(program, at));
    }
    here = new Spot(cpu, comm, pid, verb, calls);
  }

  /** Slab memory, or a large kmalloc, was handed out. */
  public void allocated(long address) {
    owned.put(address, new Owned(here));
  }

  /** A vmalloc area was handed out. */
  public void areaAllocated(long address, long bytes) {
    areas.put(address, new Area(address, bytes, here));
  }

  /** Something is given back, rightly or not. */
  public void freed(long address) {
    Owned known = owned.get(address);
    if (known != null && known.freed == null) {
      known.freed = here;
    }
    areas.remove(address);
  }

  /**
   * Work on an object is queued: kasan_record_aux_stack. It gives the object back later, unless
   * somebody else does so before.
   */
  public void queued(long address, Deferral how) {
    Owned known = owned.get(address);
    if (known != null) {
      known.queue(new Queued(here, how));
    }
  }

  /** A global was registered. */
  public void global(String name, long address, long bytes) {
    globals.put(address, new Global(name, address, bytes));
  }

  /** A task entered a function. */
  public void entered(String comm, long pid, String function, long base, FrameLayout layout) {
    frames
        .computeIfAbsent(comm, key -> new ArrayDeque<>())
        .push(new Frame(comm, pid, function, line, base, layout));
  }

  /** A task left the function that it entered last. */
  public void left(String comm) {
    Deque<Frame> stack = frames.get(comm);
    if (stack != null) {
      stack.poll();
    }
  }

  /** A task ended, and its stack with it. */
  public void ended(String comm) {
    frames.remove(comm);
  }

  Spot here() {
    return here;
  }

  @Nullable Owned owned(long address) {
    return owned.get(address);
  }

  /** The area, guard page included, that an address lies in. */
  @Nullable Area area(long address, long pageBytes) {
    Map.Entry<Long, Area> below = areas.floorEntry(address);
    if (below == null) {
      return null;
    }
    long pages = (below.getValue().bytes() + pageBytes - 1) / pageBytes;
    return address - below.getKey() < (pages + 1) * pageBytes ? below.getValue() : null;
  }

  /** The nearest global that begins at or below an address. */
  @Nullable Global global(long address) {
    Map.Entry<Long, Global> below = globals.floorEntry(address);
    return below == null ? null : below.getValue();
  }

  /** The frame that an address lies in, else another frame of the same stack. */
  @Nullable Frame frame(long address, long stackBytes) {
    Frame near = null;
    for (Deque<Frame> stack : frames.values()) {
      for (Frame frame : stack) {
        if (frame.holds(address)) {
          return frame;
        }
        near = (frame.base & -stackBytes) == (address & -stackBytes) ? frame : near;
      }
    }
    return near;
  }
}
