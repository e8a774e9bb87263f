// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import kasan.api.workload.EventBatch;
import kasan.api.workload.EventKind;
import kasan.api.workload.EventSource;

/**
 * A seeded load that asks for everything a kernel has: objects with and without RCU, kmallocs of
 * all sizes, pages, page cache with inodes, vmalloc areas, stacks, and good accesses to all of
 * them.
 */
final class RandomLoad implements EventSource {
  private static final String[] NAMES = {
    "dentry", "ext4_inode_cache", "anon_vma", "names_cache", "GFP_ATOMIC", "GFP_HIGHUSER_MOVABLE"
  };
  private static final long[] OBJECT = {192, 1088, 96, 4096};
  private static final long[] SLOT = {192, 1096, 104, 4096};

  private record Held(long handle, EventKind free, long bytes) {}

  private final SplittableRandom random;
  private final int cpus;
  private final List<Held> held = new ArrayList<>();
  private final List<Long> inodes = new ArrayList<>();
  private long nextHandle = 1;
  private long nanos;
  private int left;

  RandomLoad(long seed, int cpus, int events) {
    this.random = new SplittableRandom(seed);
    this.cpus = cpus;
    this.left = events;
  }

  @Override
  public boolean next(EventBatch batch) {
    batch.size = 0;
    while (left > 0 && batch.size < EventBatch.CAPACITY - 1) {
      add(batch);
      left--;
    }
    return batch.size > 0;
  }

  /** Frees all that is held. */
  boolean release(EventBatch batch) {
    batch.size = 0;
    while (!held.isEmpty() && batch.size < EventBatch.CAPACITY) {
      Held last = held.remove(held.size() - 1);
      row(batch, last.free, last.handle, 0, 0, EventBatch.NO_NAME);
    }
    return batch.size > 0;
  }

  private void add(EventBatch batch) {
    int dice = random.nextInt(100);
    boolean growing = left / 3000 % 2 == 0;
    if (dice < 30 && !held.isEmpty()) {
      access(batch);
    } else if (dice < (growing ? 75 : 50) || held.isEmpty()) {
      allocate(batch);
    } else {
      int i = random.nextInt(held.size());
      Held gone = held.get(i);
      held.set(i, held.get(held.size() - 1));
      held.remove(held.size() - 1);
      row(batch, gone.free, gone.handle, 0, 0, EventBatch.NO_NAME);
    }
  }

  private void access(EventBatch batch) {
    Held of = held.get(random.nextInt(held.size()));
    long size = Math.min(of.bytes, 1L << random.nextInt(4));
    long offset = random.nextLong(of.bytes - size + 1);
    if (random.nextInt(20) == 0) {
      access(batch, 0, 8, random.nextLong(1 << 20) << 3, false);
    }
    access(batch, of.handle, size, offset, random.nextInt(2) == 1);
  }

  private void access(EventBatch batch, long handle, long size, long offset, boolean write) {
    row(batch, EventKind.ACCESS, handle, size, 0, EventBatch.NO_NAME);
    batch.offset[batch.size - 1] = offset;
    batch.write[batch.size - 1] = write;
  }

  private void allocate(EventBatch batch) {
    long handle = nextHandle++;
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> {
        long bytes = 1 + random.nextLong(1L << random.nextInt(4, 15));
        int gfp = random.nextInt(4) == 0 ? 4 : EventBatch.NO_NAME;
        row(batch, EventKind.KMALLOC, handle, bytes, 0, gfp);
        held.add(new Held(handle, EventKind.KFREE, bytes));
      }
      case 3, 4, 5, 6 -> {
        int cache = random.nextInt(OBJECT.length);
        row(batch, EventKind.CACHE_ALLOC, handle, OBJECT[cache], SLOT[cache], cache);
        if (cache < 2 && random.nextBoolean()) {
          row(batch, EventKind.EVICTABLE, handle, 0, 0, EventBatch.NO_NAME);
          batch.inode[batch.size - 1] = 0;
          if (cache == 1) {
            inodes.add(handle);
          }
        } else {
          held.add(new Held(handle, EventKind.CACHE_FREE, OBJECT[cache]));
        }
      }
      case 7, 8 -> {
        int order = random.nextInt(4) * random.nextInt(2);
        row(batch, EventKind.PAGE_ALLOC, handle, 0, order, random.nextBoolean() ? 5 : 4);
        held.add(new Held(handle, EventKind.PAGE_FREE, 4096L << order));
      }
      case 9 -> {
        row(batch, EventKind.PAGE_ALLOC, handle, 0, 0, 5);
        long inode = inodes.isEmpty() ? 0 : inodes.get(random.nextInt(inodes.size()));
        row(batch, EventKind.EVICTABLE, handle, 0, 0, EventBatch.NO_NAME);
        batch.inode[batch.size - 1] = inode;
      }
      case 10 -> {
        long bytes = 1 + random.nextLong(40_000);
        row(batch, EventKind.VMAP_ALLOC, handle, bytes, 4096, EventBatch.NO_NAME);
        held.add(new Held(handle, EventKind.VMAP_FREE, bytes));
      }
      default -> {
        row(batch, EventKind.TASK_NEW, handle, 0, 1, EventBatch.NO_NAME);
        held.add(new Held(handle, EventKind.TASK_FREE, 16384));
      }
    }
  }

  private void row(
      EventBatch batch, EventKind kind, long handle, long bytes, long extra, int name) {
    int i = batch.size++;
    nanos += random.nextInt(200_000);
    batch.kind[i] = kind;
    batch.nanos[i] = nanos;
    batch.cpu[i] = random.nextInt(4) == 0 ? -1 : random.nextInt(cpus);
    batch.pid[i] = random.nextInt(10);
    batch.address[i] = handle;
    batch.bytes[i] = bytes;
    batch.given[i] = extra;
    batch.order[i] = (int) extra;
    batch.align[i] = extra;
    batch.name[i] = name;
  }

  @Override
  public String name(int number) {
    return NAMES[number];
  }

  @Override
  public void close() {}
}
