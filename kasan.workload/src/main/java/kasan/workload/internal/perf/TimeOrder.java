// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.perf;

import java.util.Arrays;

/**
 * Puts samples of all CPUs into the order of time. perf reads the buffers of the CPUs in rounds;
 * what a round brings is no earlier than the end of the round before the last. So after each round
 * what is older than the newest of the round before it can go.
 */
final class TimeOrder {
  /** Samples that wait take at most so many bytes; then the older half goes. */
  private static final int MOST_BYTES = 1 << 25;

  private byte[] arena = new byte[1 << 16];
  private int used;
  private long[] times = new long[1 << 10];
  private int[] starts = new int[1 << 10];
  private int[] lengths = new int[1 << 10];
  private int[] cpus = new int[1 << 10];
  private int[] pids = new int[1 << 10];
  private int size;

  /** Samples in the order of time, of which those before {@code due} can go. */
  private int[] order = {};

  private int due;
  private int given;
  private long newest = Long.MIN_VALUE;
  private long lastRound = Long.MIN_VALUE;

  /** Takes a sample; a negative length stands for what is no sample. */
  void add(long time, int cpu, int pid, byte[] from, int start, int length) {
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      starts = Arrays.copyOf(starts, size * 2);
      lengths = Arrays.copyOf(lengths, size * 2);
      cpus = Arrays.copyOf(cpus, size * 2);
      pids = Arrays.copyOf(pids, size * 2);
    }
    int bytes = Math.abs(length);
    if (used + bytes > arena.length) {
      arena = Arrays.copyOf(arena, Math.max(arena.length * 2, used + bytes));
    }
    System.arraycopy(from, start, arena, used, bytes);
    times[size] = time;
    starts[size] = used;
    lengths[size] = length;
    cpus[size] = cpu;
    pids[size] = pid;
    used += bytes;
    size++;
    newest = Math.max(newest, time);
  }

  /** Whether so much waits that some must go, rounds or not. */
  boolean isFull() {
    return used + 2L * Long.BYTES * size > MOST_BYTES;
  }

  /** A round has ended. */
  void endRound() {
    release(lastRound);
    lastRound = newest;
  }

  /** The file has ended: all can go. */
  void end() {
    release(Long.MAX_VALUE);
  }

  /** Lets the older half go. */
  void releaseHalf() {
    long[] sorted = Arrays.copyOf(times, size);
    Arrays.sort(sorted);
    release(sorted[size / 2]);
  }

  private void release(long upTo) {
    order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    sort();
    given = 0;
    due = 0;
    while (due < size && times[order[due]] <= upTo) {
      due++;
    }
  }

  /** Merges longer and longer runs; what came first stays first among equals. */
  private void sort() {
    int[] from = order;
    int[] to = new int[size];
    for (int run = 1; run < size; run *= 2) {
      for (int start = 0; start < size; start += 2 * run) {
        merge(from, to, start, Math.min(start + run, size), Math.min(start + 2 * run, size));
      }
      int[] other = from;
      from = to;
      to = other;
    }
    order = from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean first = right == end || (left < middle && times[from[left]] <= times[from[right]]);
      to[i] = from[first ? left++ : right++];
    }
  }

  /** Whether a sample can go; if so, {@link #take} is next. */
  boolean hasDue() {
    if (given < due) {
      return true;
    }
    if (due > 0) {
      forgetGiven();
    }
    return false;
  }

  /** The number of the next sample that can go, for the methods below. */
  int take() {
    return order[given++];
  }

  /** Keeps only what waits, in the order in which it came. */
  private void forgetGiven() {
    int[] waiting = Arrays.copyOfRange(order, due, size);
    Arrays.sort(waiting);
    int to = 0;
    for (int i = 0; i < waiting.length; i++) {
      int from = waiting[i];
      int bytes = Math.abs(lengths[from]);
      System.arraycopy(arena, starts[from], arena, to, bytes);
      times[i] = times[from];
      lengths[i] = lengths[from];
      cpus[i] = cpus[from];
      pids[i] = pids[from];
      starts[i] = to;
      to += bytes;
    }
    used = to;
    size = waiting.length;
    due = 0;
    given = 0;
  }

  long time(int sample) {
    return times[sample];
  }

  int cpu(int sample) {
    return cpus[sample];
  }

  int pid(int sample) {
    return pids[sample];
  }

  byte[] bytes() {
    return arena;
  }

  int start(int sample) {
    return starts[sample];
  }

  /** Negative for what is no sample of a trace event. */
  int length(int sample) {
    return lengths[sample];
  }
}
