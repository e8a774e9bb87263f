// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.run;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import kasan.api.memory.Machine;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventField;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;
import kasan.api.workload.Workload;

/**
 * A load that allocates, accesses and frees objects, pages, areas and stacks at random. It has no
 * bug, but for one access a byte behind a kmalloc of 13 bytes where option {@code bug-at} says so.
 */
final class Churn implements Workload {
  private static final int HANDLES = 500;

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number("length", "operations", 1, Long.MAX_VALUE, 20_000),
        OptionSpec.number("bug-at", "operation that is a bug; 0 for none", 0, Long.MAX_VALUE, 0));
  }

  @Override
  public Set<EventField> provides() {
    return EnumSet.allOf(EventField.class);
  }

  @Override
  public EventSource open(Machine machine, Options options, long seed) {
    return new Source(options.number("length"), options.number("bug-at"), seed);
  }

  private static final class Source implements EventSource {
    private final long length;
    private final long bugAt;
    private final SplittableRandom random;
    private final long[] bytes = new long[HANDLES + 1];
    private final EventKind[] kinds = new EventKind[HANDLES + 1];
    private long made;

    Source(long length, long bugAt, long seed) {
      this.length = length;
      this.bugAt = bugAt;
      this.random = new SplittableRandom(seed);
    }

    @Override
    public boolean next(EventBatch batch) {
      batch.size = 0;
      while (batch.size < EventBatch.CAPACITY && made < length) {
        made++;
        int row = batch.size++;
        batch.nanos[row] = made * 1000;
        batch.cpu[row] = -1;
        batch.pid[row] = random.nextInt(1, 4);
        batch.name[row] = EventBatch.NO_NAME;
        if (bugAt > 0 && made == bugAt - 1) {
          set(batch, row, EventKind.KMALLOC, HANDLES + 1, 13, 0);
        } else if (bugAt > 0 && made == bugAt) {
          access(batch, row, HANDLES + 1, 13, false);
        } else {
          some(batch, row, random.nextInt(1, HANDLES + 1));
        }
      }
      return batch.size > 0;
    }

    private void some(EventBatch batch, int row, int handle) {
      if (bytes[handle] == 0) {
        allocate(batch, row, handle);
      } else if (random.nextInt(3) > 0) {
        long offset = random.nextLong(bytes[handle]);
        access(batch, row, handle, offset, random.nextInt(2) == 1);
      } else {
        set(batch, row, kinds[handle], handle, 0, 0);
        bytes[handle] = 0;
      }
    }

    private void allocate(EventBatch batch, int row, int handle) {
      switch (random.nextInt(10)) {
        case 0 -> {
          int order = random.nextInt(3);
          note(handle, EventKind.PAGE_FREE, 1024L << order);
          set(batch, row, EventKind.PAGE_ALLOC, handle, 0, order);
        }
        case 1 -> {
          note(handle, EventKind.VMAP_FREE, random.nextLong(1, 20_000));
          set(batch, row, EventKind.VMAP_ALLOC, handle, bytes[handle], 1);
        }
        case 2 -> {
          note(handle, EventKind.TASK_FREE, 1);
          set(batch, row, EventKind.TASK_NEW, handle, 0, 0);
        }
        default -> {
          note(handle, EventKind.KFREE, random.nextLong(1, 600));
          set(batch, row, EventKind.KMALLOC, handle, bytes[handle], 0);
        }
      }
    }

    private void note(int handle, EventKind free, long size) {
      bytes[handle] = size;
      kinds[handle] = free;
    }

    private static void access(EventBatch batch, int row, long handle, long offset, boolean write) {
      set(batch, row, EventKind.ACCESS, handle, 1, 0);
      batch.offset[row] = offset;
      batch.write[row] = write;
    }

    private static void set(
        EventBatch batch, int row, EventKind kind, long handle, long bytes, long extra) {
      batch.kind[row] = kind;
      batch.address[row] = handle;
      batch.bytes[row] = bytes;
      batch.given[row] = extra;
      batch.order[row] = (int) extra;
      batch.align[row] = extra;
    }

    @Override
    public String name(int number) {
      throw new IllegalArgumentException("no name " + number);
    }

    @Override
    public void close() {
      Arrays.fill(bytes, 0);
    }
  }
}
