// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.util.ArrayList;
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
import kasan.lab.api.recording.ReadProgress;
import kasan.workload.internal.ageing.BlockSurvey;
import kasan.workload.internal.load.FileMemory;
import kasan.workload.internal.load.LoadProfile;
import kasan.workload.internal.load.LoadProfile.Origin;
import kasan.workload.internal.load.LoadProfile.Request;

/**
 * Counts what a recording asked for: how often, how large, and for how many further requests it
 * lived. Pages that a slab or a large kmalloc took are not requests of their own, and neither are
 * areas that are stacks of tasks: they follow from the others.
 */
public final class Derivation {
  private static final Set<EventField> WANTED =
      EnumSet.of(
          EventField.CACHE_NAME,
          EventField.GFP,
          EventField.SIZE,
          EventField.FREES,
          EventField.TASKS,
          EventField.VMALLOC);

  private static final int CLASS_BITS = 16;
  private static final long CLASS_MASK = (1L << CLASS_BITS) - 1;

  private final Recording recording;
  private final ReadProgress progress;
  private final Machine machine;
  private final List<Figures> classes = new ArrayList<>();
  private final Map<Figures.Likeness, Integer> numbers = new HashMap<>();
  private final LongTable objects = new LongTable();
  private final LongTable pages = new LongTable();
  private final LongTable areas = new LongTable();
  private final LongTable tasks = new LongTable();
  private final NameGuess guess;
  private final Map<String, Long> objectBytes = new TreeMap<>();

  /** Addresses of objects that an event has spoken of. */
  private final LongTable known = new LongTable();

  /** Lives, from the first event on, of objects that were there before it, by cache. */
  private final Map<String, long[]> endings = new TreeMap<>();

  private final SlabinfoMoment moment = new SlabinfoMoment();
  private boolean named;
  private long requests;
  private long freesOfUnknown;
  private long lostEvents;
  private long firstNanos;
  private long lastNanos;

  private Derivation(Recording recording, ReadProgress progress) {
    this.recording = recording;
    this.progress = progress;
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
  public record Found(LoadProfile profile, long freesOfUnknown, long lostEvents) {}

  /**
   * Counts a recording.
   *
   * @throws BadInputException when it asks for nothing
   */
  public static Found of(Recording recording, ReadProgress progress) {
    return new Derivation(recording, progress).count();
  }

  private Found count() {
    var wanted = EnumSet.copyOf(WANTED);
    wanted.retainAll(recording.provides());
    try (EventSource source = recording.open(wanted)) {
      var batch = new EventBatch();
      long events = 0;
      while (source.next(batch)) {
        events += batch.size;
        progress.at(events, source.share());
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
        new LoadProfile(
            origin(),
            StandingMemory.start(recording.before()),
            new StandingMemory(
                    recording.before(),
                    objectBytes,
                    endings,
                    moment.handedOut(recording.before(), recording.after()))
                .caches(),
            requestList(),
            BlockSurvey.of(recording)),
        freesOfUnknown,
        lostEvents);
  }

  private void take(EventBatch batch, int row, EventSource source) {
    long address = batch.address[row];
    long bytes = batch.bytes[row];
    switch (batch.kind[row]) {
      case KMALLOC -> object(EventKind.KMALLOC, address, bytes, batch.given[row], "");
      case CACHE_ALLOC -> {
        String name = name(batch, row, source, NameGuess.UNNAMED + bytes);
        objectBytes.put(name, bytes);
        if (address != 0 && !NameGuess.isUnnamed(name)) {
          moment.count(name, 1);
          named = true;
        }
        object(EventKind.CACHE_ALLOC, address, bytes, batch.given[row], name);
      }
      case KFREE -> free(objects, address);
      case CACHE_FREE -> {
        String name = name(batch, row, source, "");
        nameByFree(address, name);
        if (named) {
          moment.count(name, -1);
        }
        if (!free(objects, address) && known.get(address) == LongTable.NONE) {
          Figures.count(endings.computeIfAbsent(name, each -> new long[Long.SIZE]), requests);
        }
        known.put(address, 0);
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
      case MARK -> moment.mark(name(batch, row, source, ""));
      case PAGE_DRAIN, VMAP_PURGE, TASK_EXIT, ACCESS, EVICTABLE, LOST -> {
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
    known.put(address, 0);
    born(objects, address, kind, bytes, given, name);
  }

  /** Kernels before 6.13 or so name the cache of an object when it is freed only. */
  private void nameByFree(long address, String name) {
    long packed = name.isEmpty() ? LongTable.NONE : objects.get(address);
    if (packed == LongTable.NONE) {
      return;
    }
    Figures figures = classes.get((int) (packed & CLASS_MASK));
    if (NameGuess.isUnnamed(figures.like.name())) {
      long bytes = figures.largest;
      objectBytes.putIfAbsent(name, bytes);
      guess.seen(figures.like.name(), figures.like.extra(), name);
      int number = number(new Figures.Likeness(EventKind.CACHE_ALLOC, name, figures.like.extra()));
      figures.move(classes.get(number), 1);
      objects.put(address, packed & ~CLASS_MASK | number);
    }
  }

  /** What was never freed gets the name that fits best. */
  private void nameTheRest() {
    for (int i = 0; i < classes.size(); i++) {
      Figures figures = classes.get(i);
      if (figures.count > 0 && NameGuess.isUnnamed(figures.like.name())) {
        String name = guess.of(figures.like.name(), figures.like.extra());
        if (name != null) {
          objectBytes.putIfAbsent(name, figures.largest);
          int number =
              number(new Figures.Likeness(EventKind.CACHE_ALLOC, name, figures.like.extra()));
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
        if (figures.like.extra() >= order) {
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
    int number = number(new Figures.Likeness(kind, name, extraOf(kind, bytes, extra)));
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

  private int number(Figures.Likeness like) {
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

  private boolean free(LongTable live, long key) {
    return free(live, key, true);
  }

  private boolean free(LongTable live, long key, boolean counted) {
    long packed = key == 0 ? LongTable.NONE : live.remove(key);
    if (packed != LongTable.NONE) {
      Figures.count(
          classes.get((int) (packed & CLASS_MASK)).lives, requests - (packed >> CLASS_BITS));
    } else if (counted && key != 0 && live != pages) {
      freesOfUnknown++;
    }
    return packed != LongTable.NONE;
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

  private List<Request> requestList() {
    var list = new ArrayList<Request>();
    for (Figures figures : classes) {
      if (figures.count > 0) {
        list.add(figures.request());
      }
    }
    list.sort(
        Comparator.comparing(Request::kind)
            .thenComparing(Comparator.comparingLong(Request::count).reversed())
            .thenComparing(Request::name)
            .thenComparingLong(Request::extra));
    return list;
  }
}
