// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.load;

import java.util.List;
import kasan.api.workload.EventKind;
import kasan.lab.api.recording.Ageing;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a load: where they come from, what was in use before, what was asked for.
 *
 * @param origin of the figures
 * @param start what was in use when the recording began
 * @param standing objects in use then, by cache
 * @param requests what was asked for, by kind and size
 * @param ageing how fragmented the machine was; null when not known
 */
public record LoadProfile(
    Origin origin,
    Start start,
    List<Standing> standing,
    List<Request> requests,
    @Nullable Ageing ageing) {

  /** Copies the lists. */
  public LoadProfile {
    standing = List.copyOf(standing);
    requests = List.copyOf(requests);
  }

  /**
   * The recording.
   *
   * @param name of it
   * @param sha256 of its trace
   * @param cpus of its machine
   * @param memTotalKb of its machine; 0 when not known
   * @param taskStackKb size of a task's stack there
   * @param nanos from its first event to its last
   */
  public record Origin(
      String name, String sha256, int cpus, long memTotalKb, long taskStackKb, long nanos) {}

  /**
   * Pages in use at the start, in kB as /proc/meminfo says; 0 where it does not.
   *
   * @param cachedKb page cache, buffers included
   * @param anonKb pages of processes
   * @param pageTablesKb page tables
   * @param stacksKb kernel stacks of tasks
   * @param filesFirst whether files that were in use are there from the start; else they are read
   *     in the course of the load
   */
  public record Start(
      long cachedKb, long anonKb, long pageTablesKb, long stacksKb, boolean filesFirst) {}

  /**
   * Objects of one cache at the start.
   *
   * @param cache its name
   * @param objectBytes size of an object; the slot's where the trace does not tell
   * @param slotBytes distance between objects
   * @param objects how many stayed
   * @param files whether they come and go with files that are kept as long as there is room
   * @param unused slots of its slabs that no object is in
   * @param lives how many others were freed after 2^i to 2^(i+1) - 1 requests, by i
   */
  public record Standing(
      String cache,
      long objectBytes,
      long slotBytes,
      long objects,
      boolean files,
      long unused,
      List<Long> lives) {

    /** Copies the list. */
    public Standing {
      lives = List.copyOf(lives);
    }

    /** Objects that stayed. */
    public Standing(String cache, long objectBytes, long slotBytes, long objects, boolean files) {
      this(cache, objectBytes, slotBytes, objects, files, 0, List.of());
    }

    /** How many were freed in the course of the recording. */
    public long ended() {
      long ended = 0;
      for (long each : lives) {
        ended += each;
      }
      return ended;
    }
  }

  /**
   * Requests of one kind and size.
   *
   * @param kind one of KMALLOC, CACHE_ALLOC, PAGE_ALLOC, VMAP_ALLOC, TASK_NEW
   * @param name of the cache, or gfp flags of pages; empty for none
   * @param bytes asked for, on average; of an object
   * @param extra as the kind says: slot, order, alignment
   * @param count how many
   * @param kept of them were still in use in the end
   * @param cached whether what is kept may be reclaimed
   * @param lives how many of the others lived for 2^i to 2^(i+1) - 1 requests, by i
   */
  public record Request(
      EventKind kind,
      String name,
      long bytes,
      long extra,
      long count,
      long kept,
      boolean cached,
      List<Long> lives) {

    /** Copies the list. */
    public Request {
      lives = List.copyOf(lives);
    }

    /** The same with other sizes of object and slot. */
    Request sized(long objectBytes, long slotBytes) {
      return new Request(kind, name, objectBytes, slotBytes, count, kept, cached, lives);
    }
  }

  /** All requests. */
  public long requestCount() {
    long sum = 0;
    for (Request request : requests) {
      sum += request.count();
    }
    return sum;
  }
}
