// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import kasan.api.arch.AddressLayout;
import kasan.api.memory.PageKind;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;
import kasan.lab.api.kernel.KernelCalls;

/**
 * Seeded code that runs on all CPUs of a kernel and calls its allocators as it likes, beside the
 * naive truth of what it holds: ranges of bytes, and an owner for each page frame. What is handed
 * out while somebody has it is an error at once.
 *
 * <p>Good code frees what it has once, and touches that alone. Buggy code reaches beside it and
 * behind the time it had it, too.
 */
final class RandomCode {
  private static final long PAGE = 4096;
  private static final int MOST_HELD = 3000;
  private static final int REMEMBERED = 200;

  private enum Kind {
    KMALLOC,
    CACHE,
    PAGES,
    VMALLOC
  }

  /**
   * @param detail order of pages, number of a cache
   */
  private record Thing(Kind kind, long pointer, long bytes, int detail) {}

  private record Task(int number, List<Variable> variables) {}

  private final PlacingKernel kernel;
  private final KernelCalls calls;
  private final int cpus;
  private final boolean buggy;
  private final long granuleBytes;
  private boolean touchesItsOwn;
  private final SplittableRandom random;
  private final AddressLayout layout;
  private final long directMap;
  private final long[] objectBytes = {24, 104, 192, 640, 1088, 200};
  private final int[] caches = new int[objectBytes.length];
  private final List<Thing> live = new ArrayList<>();
  private final ArrayDeque<Thing> dead = new ArrayDeque<>();
  private final List<Task> tasks = new ArrayList<>();
  private final TreeMap<Long, Long> ranges = new TreeMap<>();
  private final Map<Long, Kind> frames = new HashMap<>();

  /**
   * @param buggy whether it makes mistakes
   * @param granuleBytes that the compiler aligns variables to
   */
  RandomCode(PlacingKernel kernel, long seed, boolean buggy, long granuleBytes) {
    this.granuleBytes = granuleBytes;
    this.kernel = kernel;
    this.calls = kernel.calls();
    this.cpus = kernel.machine().cpus();
    this.buggy = buggy;
    this.random = new SplittableRandom(seed);
    this.layout = kernel.arch().layout();
    this.directMap = kernel.machine().directMapBase();
    int[] flags = {
      0,
      0,
      KernelCalls.CACHE_TYPESAFE_BY_RCU,
      KernelCalls.CACHE_CTOR,
      KernelCalls.CACHE_RECLAIMABLE,
      0
    };
    for (int i = 0; i < caches.length; i++) {
      caches[i] = calls.createCache("random-" + i, objectBytes[i], 0, flags[i]);
    }
  }

  /** One call, on a CPU of its own choice. */
  void step() {
    int cpu = random.nextInt(cpus);
    int choice = random.nextInt(1000);
    if (choice < 230 || live.isEmpty()) {
      allocate(cpu);
    } else if (choice < 420 || live.size() > MOST_HELD) {
      free(cpu);
    } else if (choice < 430) {
      fork(cpu);
    } else if (choice < 440) {
      frame(cpu);
    } else if (choice < 446) {
      calls.advance(random.nextLong(6_000_000));
    } else if (choice < 448) {
      calls.rcuBarrier(cpu);
    } else if (buggy && choice < 600) {
      badAccess(cpu);
    } else {
      goodAccess(cpu);
    }
  }

  private void allocate(int cpu) {
    int gfp = random.nextInt(4) == 0 ? KernelCalls.GFP_ATOMIC : KernelCalls.GFP_KERNEL;
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> {
        long bytes = 1 + random.nextLong(1L << random.nextInt(4, 16));
        hold(new Thing(Kind.KMALLOC, calls.kmalloc(cpu, bytes, gfp), bytes, 0));
      }
      case 3, 4, 5, 6 -> {
        int cache = random.nextInt(caches.length);
        long pointer = calls.cacheAlloc(cpu, caches[cache], gfp);
        hold(new Thing(Kind.CACHE, pointer, objectBytes[cache], cache));
      }
      case 7, 8 -> {
        int order = random.nextInt(5) * (random.nextInt(4) / 3);
        int movable = random.nextBoolean() ? KernelCalls.GFP_MOVABLE : 0;
        long pointer = calls.allocPages(cpu, order, gfp | movable);
        hold(new Thing(Kind.PAGES, pointer, PAGE << order, order));
      }
      default -> {
        long bytes = 1 + random.nextLong(5 * PAGE);
        hold(new Thing(Kind.VMALLOC, calls.vmalloc(cpu, bytes), bytes, 0));
      }
    }
  }

  private void hold(Thing thing) {
    if (thing.pointer == 0) {
      return;
    }
    long start = layout.untagged(thing.pointer);
    var before = ranges.lowerEntry(start + thing.bytes);
    assertTrue(
        before == null || before.getValue() <= start,
        () -> thing + " overlaps what ends at " + Long.toHexString(before.getValue()));
    ranges.put(start, start + thing.bytes);
    live.add(thing);
    for (long page = start & -PAGE; page < start + thing.bytes; page += PAGE) {
      long pfn = pfn(thing.kind, page);
      boolean whole = thing.kind == Kind.PAGES || thing.kind == Kind.VMALLOC;
      Kind owner = whole ? frames.putIfAbsent(pfn, thing.kind) : frames.get(pfn);
      assertEquals(null, owner, () -> thing + ": frame " + Long.toHexString(pfn));
    }
    checkKind(thing);
  }

  private long pfn(Kind kind, long page) {
    long linear = kind == Kind.VMALLOC ? layout.untagged(calls.vmallocToLinear(page)) : page;
    return (linear - directMap) / PAGE;
  }

  /** What the kernel says of the frames must be what the code knows of them. */
  private void checkKind(Thing thing) {
    long start = layout.untagged(thing.pointer);
    for (long page = start & -PAGE; page < start + thing.bytes; page += PAGE) {
      PageKind kind = kernel.oracle().pageKind(pfn(thing.kind, page));
      boolean right =
          switch (thing.kind) {
            case KMALLOC -> kind == PageKind.SLAB || kind == PageKind.LARGE_KMALLOC;
            case CACHE -> kind == PageKind.SLAB;
            case PAGES, VMALLOC -> kind == PageKind.ALLOCATED;
          };
      assertTrue(right, () -> thing + " lies on " + kind);
    }
  }

  /** Checks the owner of every frame that the code holds. */
  void checkOwners() {
    live.forEach(this::checkKind);
  }

  private void release(Thing thing) {
    long start = layout.untagged(thing.pointer);
    ranges.remove(start);
    if (thing.kind == Kind.PAGES || thing.kind == Kind.VMALLOC) {
      for (long page = start; page < start + thing.bytes; page += PAGE) {
        frames.remove(pfn(thing.kind, page));
      }
    }
  }

  private void free(int cpu) {
    int i = random.nextInt(live.size());
    Thing thing = live.get(i);
    live.set(i, live.get(live.size() - 1));
    live.remove(live.size() - 1);
    free(cpu, thing);
    dead.add(thing);
    if (dead.size() > REMEMBERED) {
      dead.remove();
    }
  }

  private void free(int cpu, Thing thing) {
    release(thing);
    switch (thing.kind) {
      case KMALLOC -> {
        if (random.nextInt(10) == 0) {
          calls.kfreeRcu(cpu, thing.pointer);
        } else {
          calls.kfree(cpu, thing.pointer);
        }
      }
      case CACHE -> calls.cacheFree(cpu, caches[thing.detail], thing.pointer);
      case PAGES -> calls.freePages(cpu, thing.pointer, thing.detail);
      case VMALLOC -> calls.vfree(cpu, thing.pointer);
    }
  }

  private void fork(int cpu) {
    if (tasks.size() < 20 && random.nextBoolean()) {
      int number = calls.fork(cpu, "random");
      if (number != 0) {
        tasks.add(new Task(number, new ArrayList<>()));
      }
    } else if (!tasks.isEmpty()) {
      Task task = tasks.remove(random.nextInt(tasks.size()));
      leave(cpu, task);
      calls.exit(cpu, task.number);
    }
  }

  private void frame(int cpu) {
    if (tasks.isEmpty()) {
      return;
    }
    Task task = tasks.get(random.nextInt(tasks.size()));
    if (!task.variables.isEmpty()) {
      leave(cpu, task);
      return;
    }
    var variables = new ArrayList<Variable>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      variables.add(new Variable("v" + i, 1 + random.nextLong(120), 0, 0));
    }
    FrameLayout layout = FrameLayout.gcc("f", variables, granuleBytes);
    calls.pushFrame(cpu, task.number, layout);
    task.variables.addAll(layout.variables());
  }

  private void leave(int cpu, Task task) {
    if (!task.variables.isEmpty()) {
      calls.popFrame(cpu, task.number);
      task.variables.clear();
    }
  }

  /** Whether the last access was to what the code had a right to. */
  boolean touchesItsOwn() {
    return touchesItsOwn;
  }

  /** Half of the time among what was had last. */
  private Thing pick() {
    int last = live.size() - 1;
    boolean recent = random.nextBoolean();
    return live.get(recent ? last - Math.min(last, random.nextInt(8)) : random.nextInt(last + 1));
  }

  private void goodAccess(int cpu) {
    Thing thing = pick();
    touchesItsOwn = true;
    access(cpu, thing.pointer, thing.bytes);
    touchesItsOwn = false;
  }

  private void access(int cpu, long pointer, long bytes) {
    long size = Math.min(1L << random.nextInt(4), Long.highestOneBit(bytes));
    long address = pointer + random.nextLong(bytes - size + 1);
    if (random.nextInt(16) == 0) {
      calls.runtimeCheck(cpu, address, size, false);
    } else {
      calls.access(cpu, address, size, random.nextBoolean());
    }
  }

  private void badAccess(int cpu) {
    int choice = random.nextInt(10);
    if (choice < 2 && !tasks.isEmpty()) {
      Task task = tasks.get(random.nextInt(tasks.size()));
      if (!task.variables.isEmpty()) {
        int i = random.nextInt(task.variables.size());
        long bytes = task.variables.get(i).bytes();
        calls.access(
            cpu, calls.variable(cpu, task.number, i) + bytes + random.nextInt(20), 1, true);
      }
    } else if (choice < 5 && !dead.isEmpty()) {
      Thing thing = random.nextBoolean() ? dead.getLast() : dead.peek();
      access(cpu, thing.pointer, thing.bytes);
    } else {
      Thing thing = pick();
      long offset = random.nextInt(6) == 0 ? -1 - random.nextInt(16) : thing.bytes;
      long size = 1L << random.nextInt(4);
      long add = offset < 0 ? 0 : random.nextInt(24);
      // Pages are no bytes: beside them lies whatever the allocator put there.
      if (thing.kind != Kind.PAGES) {
        calls.access(cpu, thing.pointer + offset + add, size, random.nextBoolean());
      }
    }
  }

  /** Gives everything back, and lets time pass until nothing is deferred. */
  void finish() {
    for (Task task : tasks) {
      leave(0, task);
      calls.exit(0, task.number);
    }
    for (Thing thing : live) {
      free(0, thing);
    }
    live.clear();
    calls.rcuBarrier(0);
    calls.advance(1_000_000_000);
    kernel.finish();
  }
}
