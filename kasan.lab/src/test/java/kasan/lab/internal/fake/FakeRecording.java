// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.fake;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.memory.Machine;
import kasan.api.memory.PfnRange;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.Recording;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.jspecify.annotations.Nullable;

/** A recording whose events are slabs that come and go: page events by pfn and order. */
public final class FakeRecording implements Recording {
  private String arch = "";

  /** Pages of RAM: 64 MiB. */
  public static final long PAGES = 1 << 14;

  private record Event(EventKind kind, long nanos, long address, long bytes, long extra) {
    Event(EventKind kind, long nanos, long pfn, int order) {
      this(kind, nanos, pfn, 0, order);
    }
  }

  private final List<Event> events = new ArrayList<>();
  private final int batchSize;
  private boolean accesses;
  private boolean state = true;
  private long memTotalKb = 60_000;
  private long lost;

  /**
   * @param batchSize events in one batch
   */
  public FakeRecording(int batchSize) {
    this.batchSize = batchSize;
  }

  /** A slab comes. */
  public FakeRecording slab(long nanos, long pfn, int order) {
    events.add(new Event(EventKind.PAGE_ALLOC, nanos, pfn, order));
    return this;
  }

  /** A slab goes. */
  public FakeRecording gone(long nanos, long pfn, int order) {
    events.add(new Event(EventKind.PAGE_FREE, nanos, pfn, order));
    return this;
  }

  /** kmalloc hands out an object from a cache of the next power of 2. */
  public FakeRecording kmalloc(long nanos, long address, long bytes) {
    long slot = Long.highestOneBit(bytes - 1) << 1;
    events.add(new Event(EventKind.KMALLOC, nanos, address, bytes, slot));
    return this;
  }

  /** The object is freed. */
  public FakeRecording kfree(long nanos, long address) {
    events.add(new Event(EventKind.KFREE, nanos, address, 0, 0));
    return this;
  }

  /** It tells accesses. */
  public FakeRecording withAccesses() {
    accesses = true;
    return this;
  }

  /** It has no /proc state. */
  public FakeRecording traceOnly() {
    state = false;
    memTotalKb = 0;
    return this;
  }

  /** Its recorder lost events. */
  public FakeRecording losing(long count) {
    lost = count;
    return this;
  }

  @Override
  public String name() {
    return "tiny";
  }

  @Override
  public String kind() {
    return "fake";
  }

  @Override
  public String sha256() {
    return "00";
  }

  @Override
  public Machine machine() {
    return new Machine(
        "tiny",
        2,
        12,
        List.of(new PfnRange(0, PAGES)),
        PAGES,
        memTotalKb,
        0xffff888000000000L,
        0,
        0,
        16384);
  }

  @Override
  public @Nullable MachineState before() {
    return state ? new EmptyState() : null;
  }

  @Override
  public @Nullable MachineState after() {
    return before();
  }

  @Override
  public Set<EventField> provides() {
    return accesses ? EnumSet.allOf(EventField.class) : EnumSet.of(EventField.SIZE);
  }

  @Override
  public EventSource open(Set<EventField> wanted) {
    return new Source();
  }

  @Override
  public void close() {}

  private final class Source implements EventSource {
    private int at;

    @Override
    public boolean next(EventBatch batch) {
      batch.size = 0;
      while (at < events.size() && batch.size < batchSize) {
        Event event = events.get(at++);
        batch.kind[batch.size] = event.kind;
        batch.nanos[batch.size] = event.nanos;
        batch.address[batch.size] = event.address;
        batch.bytes[batch.size] = event.bytes;
        batch.given[batch.size] = event.extra;
        batch.order[batch.size] = (int) event.extra;
        batch.align[batch.size] = event.extra;
        batch.name[batch.size] = EventBatch.NO_NAME;
        batch.size++;
      }
      return batch.size > 0;
    }

    @Override
    public String name(int number) {
      return "";
    }

    @Override
    public long lostEvents() {
      return lost;
    }

    @Override
    public SortedMap<String, Long> passedOver() {
      return new TreeMap<>(Map.of("kfree of null", 3L));
    }

    @Override
    public void close() {}
  }

  /** State of /proc that tells nothing. */
  private static final class EmptyState implements MachineState {
    @Override
    public Map<String, Long> meminfoKb() {
      return Map.of();
    }

    @Override
    public @Nullable PageFlags pageFlags() {
      return null;
    }

    @Override
    public List<SlabInfo> slabs() {
      return List.of();
    }

    @Override
    public List<VmallocArea> vmallocAreas() {
      return List.of();
    }

    @Override
    public Map<String, List<Long>> buddyBlocks() {
      return Collections.emptyMap();
    }
  }

  /** Made on a machine of an architecture. */
  public FakeRecording on(String architecture) {
    arch = architecture;
    return this;
  }

  @Override
  public String arch() {
    return arch;
  }
}
