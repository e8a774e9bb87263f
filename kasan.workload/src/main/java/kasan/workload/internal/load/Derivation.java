// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.api.workload.SlabInfo;
import kasan.workload.internal.load.LoadProfile.Origin;
import kasan.workload.internal.load.LoadProfile.Request;
import kasan.workload.internal.load.LoadProfile.Standing;
import kasan.workload.internal.load.LoadProfile.Start;

/**
 * Counts what a recording asked for: how often, how large, and for how many further requests it
 * lived. Pages that a slab or a large kmalloc took are not requests of their own, and neither are
 * areas that are stacks of tasks: they follow from the others.
 */
final class Derivation {
  private static final Set<EventField> WANTED =
      EnumSet.of(
          EventField.CACHE_NAME,
          EventField.GFP,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC);

  /** What makes two requests alike. */
  private record Likeness(EventKind kind, String name, long extra) {}

  /** Figures of requests that are alike. */
  private static final class Figures {
    final Likeness like;
    final boolean cached;
    final long[] lives = new long[Long.SIZE];
    long count;
    long bytes;
    long largest;

    Figures(Likeness like) {
      this.like = like;
      this.cached = FileMemory.isCached(like.kind, like.name);
    }

    /** So many of these requests belong to the others. */
    void move(Figures others, long moved) {
      long each = bytes / count;
      count -= moved;
      bytes -= each * moved;
      others.count += moved;
      others.bytes += each * moved;
      others.largest = Math.max(others.largest, largest);
    }

    void moveAll(Figures others) {
      for (int i = 0; i < lives.length; i++) {
        others.lives[i] += lives[i];
        lives[i] = 0;
      }
      move(others, count);
    }
  }

  private static final int CLASS_BITS = 16;
  private static final long CLASS_MASK = (1L << CLASS_BITS) - 1;

  private final Recording recording;
  private final Machine machine;
  private final List<Figures> classes = new ArrayList<>();
  private final Map<Likeness, Integer> numbers = new HashMap<>();
  private final LongTable objects = new LongTable();
  private final LongTable pages = new LongTable();
  private final LongTable areas = new LongTable();
  private final LongTable tasks = new LongTable();
  private final NameGuess guess;
  private final Map<String, Long> objectBytes = new TreeMap<>();
  private long requests;
  private long freesOfUnknown;
  private long lostEvents;
  private long firstNanos;
  private long lastNanos;

  private Derivation(Recording recording) {
    this.recording = recording;
    this.machine = recording.machine();
    MachineState before = recording.before();
    this.guess = new NameGuess(before == null ? List.of() : before.slabs());
  }

  /**
   * What was found.
   *
   * @param profile the figures
   * @param freesOfUnknown frees of what had been handed out before the trace
   * @param lostEvents that the recorder had lost
   */
  record Found(LoadProfile profile, long freesOfUnknown, long lostEvents) {}

  /**
   * Counts a recording.
   *
   * @throws BadInputException when it asks for nothing
   */
  static Found of(Recording recording) {
    return new Derivation(recording).count();
  }

  private Found count() {
    var wanted = EnumSet.copyOf(WANTED);
    wanted.retainAll(recording.provides());
    try (EventSource source = recording.open(wanted)) {
      var batch = new EventBatch();
      while (source.next(batch)) {
        for (int row = 0; row < batch.size; row++) {
          if (firstNanos == 0) {
            firstNanos = batch.nanos[row];
          }
          lastNanos = Math.max(lastNanos, batch.nanos[row]);
          take(batch, row, source);
        }
        if (Thread.interrupted()) {
          throw new CancellationException("interrupted after " + requests + " requests");
        }
      }
      lostEvents = source.lostEvents();
    }
    if (requests == 0) {
      throw new BadInputException(recording.name() + ": asks for no memory, so no load in it");
    }
    nameTheRest();
    return new Found(
        new LoadProfile(origin(), start(), standing(), requestList()), freesOfUnknown, lostEvents);
  }

  private void take(EventBatch batch, int row, EventSource source) {
    long address = batch.address[row];
    long bytes = batch.bytes[row];
    switch (batch.kind[row]) {
      case KMALLOC -> object(EventKind.KMALLOC, address, bytes, batch.given[row], "");
      case CACHE_ALLOC -> {
        String name = name(batch, row, source, NameGuess.UNNAMED + bytes);
        objectBytes.put(name, bytes);
        object(EventKind.CACHE_ALLOC, address, bytes, batch.given[row], name);
      }
      case KFREE -> free(objects, address);
      case CACHE_FREE -> {
        nameByFree(address, name(batch, row, source, ""));
        free(objects, address);
      }
      case PAGE_ALLOC -> {
        if (address >= 0) {
          String gfp = name(batch, row, source, "");
          born(pages, address + 1, EventKind.PAGE_ALLOC, 0, batch.order[row], gfp);
        }
      }
      case PAGE_FREE -> free(pages, address + 1);
      case VMAP_ALLOC -> {
        long stack = machine.taskStackBytes();
        long align = batch.align[row];
        if (bytes != stack + machine.pageBytes() || align != stack) {
          born(areas, address, EventKind.VMAP_ALLOC, bytes - machine.pageBytes(), align, "");
        }
      }
      case VMAP_FREE -> free(areas, address);
      case TASK_NEW -> born(tasks, address, EventKind.TASK_NEW, 0, 0, "");
      case TASK_FREE -> free(tasks, address);
      case PAGE_DRAIN, VMAP_PURGE, TASK_EXIT, ACCESS, EVICTABLE, MARK, LOST -> {
        // asks for nothing
      }
    }
  }

  private static String name(EventBatch batch, int row, EventSource source, String otherwise) {
    int name = batch.name[row];
    return name == EventBatch.NO_NAME ? otherwise : source.name(name);
  }

  private void object(EventKind kind, long address, long bytes, long given, String name) {
    if (address == 0) {
      return;
    }
    takePages(address);
    born(objects, address, kind, bytes, given, name);
  }

  /** Kernels before 6.13 or so name the cache of an object when it is freed only. */
  private void nameByFree(long address, String name) {
    long packed = name.isEmpty() ? LongTable.NONE : objects.get(address);
    if (packed == LongTable.NONE) {
      return;
    }
    Figures figures = classes.get((int) (packed & CLASS_MASK));
    if (NameGuess.isUnnamed(figures.like.name)) {
      long bytes = figures.largest;
      objectBytes.putIfAbsent(name, bytes);
      guess.seen(figures.like.name, figures.like.extra, name);
      int number = number(new Likeness(EventKind.CACHE_ALLOC, name, figures.like.extra));
      figures.move(classes.get(number), 1);
      objects.put(address, packed & ~CLASS_MASK | number);
    }
  }

  /** What was never freed gets the name that fits best. */
  private void nameTheRest() {
    for (int i = 0; i < classes.size(); i++) {
      Figures figures = classes.get(i);
      if (figures.count > 0 && NameGuess.isUnnamed(figures.like.name)) {
        String name = guess.of(figures.like.name, figures.like.extra);
        if (name != null) {
          objectBytes.putIfAbsent(name, figures.largest);
          int number = number(new Likeness(EventKind.CACHE_ALLOC, name, figures.like.extra));
          figures.moveAll(classes.get(number));
        }
      }
    }
  }

  /** The pages that an object lies in are no request of their own. */
  private void takePages(long address) {
    long pfn = machine.pfnOf(address);
    for (int order = 0; order <= FileMemory.MOST_ORDER; order++) {
      long head = pfn & -1L << order;
      long packed = pages.get(head + 1);
      if (packed != LongTable.NONE) {
        Figures figures = classes.get((int) (packed & CLASS_MASK));
        if (figures.like.extra >= order) {
          figures.count--;
          requests--;
          pages.remove(head + 1);
        }
        return;
      }
    }
  }

  private void born(LongTable live, long key, EventKind kind, long bytes, long extra, String name) {
    if (key == 0) {
      return;
    }
    free(live, key, false);
    int number = number(new Likeness(kind, name, extraOf(kind, bytes, extra)));
    Figures figures = classes.get(number);
    figures.count++;
    figures.bytes += bytes;
    figures.largest = Math.max(figures.largest, bytes);
    live.put(key, requests << CLASS_BITS | number);
    requests++;
  }

  /** Areas are alike when they have the same size. */
  private static long extraOf(EventKind kind, long bytes, long extra) {
    return kind == EventKind.VMAP_ALLOC ? bytes : extra;
  }

  private int number(Likeness like) {
    Integer known = numbers.get(like);
    if (known != null) {
      return known;
    }
    if (classes.size() > CLASS_MASK) {
      throw new BadInputException(recording.name() + ": more kinds of requests than " + CLASS_MASK);
    }
    classes.add(new Figures(like));
    numbers.put(like, classes.size() - 1);
    return classes.size() - 1;
  }

  private void free(LongTable live, long key) {
    free(live, key, true);
  }

  private void free(LongTable live, long key, boolean counted) {
    long packed = key == 0 ? LongTable.NONE : live.remove(key);
    if (packed != LongTable.NONE) {
      long life = Math.max(1, requests - (packed >> CLASS_BITS));
      classes.get((int) (packed & CLASS_MASK)).lives[63 - Long.numberOfLeadingZeros(life)]++;
    } else if (counted && key != 0 && live != pages) {
      freesOfUnknown++;
    }
  }

  private Origin origin() {
    return new Origin(
        recording.name().replace(' ', '_'),
        recording.sha256(),
        machine.cpus(),
        machine.memTotalKb(),
        machine.taskStackBytes() >> 10,
        Math.max(1, lastNanos - firstNanos));
  }

  private Start start() {
    MachineState before = recording.before();
    Map<String, Long> meminfo = before == null ? Map.of() : before.meminfoKb();
    return new Start(
        kb(meminfo, "Cached") + kb(meminfo, "Buffers"),
        kb(meminfo, "AnonPages"),
        kb(meminfo, "PageTables"),
        kb(meminfo, "KernelStack"));
  }

  private static long kb(Map<String, Long> meminfo, String name) {
    Long kb = meminfo.get(name);
    return kb == null ? 0 : kb;
  }

  private List<Standing> standing() {
    var standing = new ArrayList<Standing>();
    MachineState before = recording.before();
    for (SlabInfo slab : before == null ? List.<SlabInfo>of() : before.slabs()) {
      if (slab.activeObjects() > 0) {
        Long bytes = objectBytes.get(slab.name());
        long slot = slab.objectBytes();
        addStanding(standing, slab, bytes == null || bytes > slot ? slot : bytes);
      }
    }
    standing.sort(
        Comparator.comparingLong((Standing s) -> -s.objects() * s.slotBytes())
            .thenComparing(Standing::cache));
    return standing;
  }

  /** A file has one directory entry; other entries are of what lies on no disk, and stay. */
  private void addStanding(List<Standing> standing, SlabInfo slab, long bytes) {
    String name = slab.name().replace(' ', '_');
    long objects = slab.activeObjects();
    boolean files = FileMemory.isOfFiles(slab.name());
    long ofFiles = files ? objects : 0;
    if (FileMemory.isDentry(slab.name())) {
      ofFiles = Math.min(objects, inodes());
    }
    if (ofFiles > 0) {
      standing.add(new Standing(name, bytes, slab.objectBytes(), ofFiles, true));
    }
    if (objects > ofFiles) {
      standing.add(new Standing(name, bytes, slab.objectBytes(), objects - ofFiles, false));
    }
  }

  private long inodes() {
    MachineState before = recording.before();
    long inodes = 0;
    for (SlabInfo slab : before == null ? List.<SlabInfo>of() : before.slabs()) {
      inodes += FileMemory.isInode(slab.name()) ? slab.activeObjects() : 0;
    }
    return inodes;
  }

  private List<Request> requestList() {
    var list = new ArrayList<Request>();
    for (Figures figures : classes) {
      if (figures.count > 0) {
        list.add(request(figures));
      }
    }
    list.sort(
        Comparator.comparing(Request::kind)
            .thenComparing(Comparator.comparingLong(Request::count).reversed())
            .thenComparing(Request::name)
            .thenComparingLong(Request::extra));
    return list;
  }

  private static Request request(Figures figures) {
    int last = figures.lives.length;
    while (last > 0 && figures.lives[last - 1] == 0) {
      last--;
    }
    var lives = new ArrayList<Long>();
    long ended = 0;
    for (long each : Arrays.copyOf(figures.lives, last)) {
      lives.add(each);
      ended += each;
    }
    boolean exact = figures.like.kind == EventKind.CACHE_ALLOC;
    long bytes = exact ? figures.largest : figures.bytes / figures.count;
    return new Request(
        figures.like.kind,
        figures.like.name.replace(' ', '_'),
        bytes,
        figures.like.kind == EventKind.VMAP_ALLOC ? 1 : figures.like.extra,
        figures.count,
        Math.max(0, figures.count - ended),
        figures.cached,
        lives);
  }
}
