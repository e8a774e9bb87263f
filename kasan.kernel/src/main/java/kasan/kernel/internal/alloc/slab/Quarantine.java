// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.slab;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Generic KASAN's quarantine (mm/kasan/quarantine.c of Linux 6.12): freed objects wait in the order
 * of their freeing, first on a list of their CPU, then in one of a ring of batches, until
 * allocations that may sleep find that too much is waiting; then the oldest batch goes back to its
 * slabs as a whole.
 *
 * <p>Bytes are counted in whole slots. Before the first reduction the limit is 0 and every
 * hand-over closes a batch.
 */
final class Quarantine {
  /** A CPU hands its list over when it has more than so many bytes. */
  static final long CPU_BYTES = 1L << 20;

  /** Part of RAM that may wait. */
  private static final int FRACTION = 32;

  private static final int LEAST_BATCHES = 1024;

  /** Takes an object that has waited long enough. */
  @FunctionalInterface
  interface Sink {
    void release(int cpu, long address);
  }

  private static final class Batch {
    long[] objects = new long[16];
    int count;
    long bytes;

    void add(long address, long slotBytes) {
      if (count == objects.length) {
        objects = Arrays.copyOf(objects, 2 * count);
      }
      objects[count++] = address;
      bytes += slotBytes;
    }

    void moveTo(Batch other) {
      if (other.objects.length < other.count + count) {
        other.objects =
            Arrays.copyOf(other.objects, Math.max(other.count + count, 2 * other.objects.length));
      }
      System.arraycopy(objects, 0, other.objects, other.count, count);
      other.count += count;
      other.bytes += bytes;
      count = 0;
      bytes = 0;
    }
  }

  private final Sink sink;
  private final long totalBytes;
  private final Batch[] cpuLists;
  private final @Nullable Batch[] ring;
  private int head;
  private int tail;
  private long size;
  private long limit;
  private long batchBytes;

  /**
   * @param ramBytes what the page allocator manages (totalram)
   */
  Quarantine(int cpus, long ramBytes, Sink sink) {
    this.sink = sink;
    totalBytes = ramBytes / FRACTION;
    cpuLists = new Batch[cpus];
    for (int i = 0; i < cpus; i++) {
      cpuLists[i] = new Batch();
    }
    ring = new Batch[Math.max(LEAST_BATCHES, 4 * cpus)];
  }

  /** Takes a freed object in. */
  void put(int cpu, long address, long slotBytes) {
    Batch list = cpuLists[cpu];
    list.add(address, slotBytes);
    if (list.bytes > CPU_BYTES) {
      size += list.bytes;
      Batch batch = batch(tail);
      list.moveTo(batch);
      if (batch.bytes >= batchBytes) {
        int next = (tail + 1) % ring.length;
        if (next != head) {
          tail = next;
        }
      }
    }
  }

  /** Lets the oldest batch go when more waits than may. */
  void reduce(int cpu) {
    if (size <= limit) {
      return;
    }
    limit = Math.max(0, totalBytes - CPU_BYTES * cpuLists.length);
    batchBytes = Math.max(CPU_BYTES, 2 * totalBytes / ring.length);
    if (size > limit) {
      Batch oldest = batch(head);
      size -= oldest.bytes;
      ring[head] = null;
      head = (head + 1) % ring.length;
      for (int i = 0; i < oldest.count; i++) {
        sink.release(cpu, oldest.objects[i]);
      }
    }
  }

  /**
   * Lets all objects go that {@code which} names, from all CPUs and batches.
   *
   * @param slotBytes slot size of each of them
   */
  void removeIf(LongPredicate which, long slotBytes, int cpu) {
    for (Batch list : cpuLists) {
      removeFrom(list, which, slotBytes, cpu);
    }
    for (Batch batch : ring) {
      if (batch != null) {
        size -= removeFrom(batch, which, slotBytes, cpu);
      }
    }
  }

  /** Bytes that wait, on CPUs and in batches. */
  long bytes() {
    long bytes = size;
    for (Batch list : cpuLists) {
      bytes += list.bytes;
    }
    return bytes;
  }

  /** Bytes above which batches are let go; 0 before the first reduction. */
  long limit() {
    return limit;
  }

  private long removeFrom(Batch batch, LongPredicate which, long slotBytes, int cpu) {
    int kept = 0;
    long before = batch.bytes;
    for (int i = 0; i < batch.count; i++) {
      long address = batch.objects[i];
      if (which.test(address)) {
        batch.bytes -= slotBytes;
        sink.release(cpu, address);
      } else {
        batch.objects[kept++] = address;
      }
    }
    batch.count = kept;
    return before - batch.bytes;
  }

  private Batch batch(int index) {
    Batch batch = ring[index];
    if (batch == null) {
      batch = new Batch();
      ring[index] = batch;
    }
    return batch;
  }
}
