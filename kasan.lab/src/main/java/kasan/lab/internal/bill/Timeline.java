// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.bill;

import java.util.Arrays;

/**
 * Values sampled at equal distances of time, in one pass over events whose length nobody knows
 * beforehand: when the room is used up, every second sample is dropped and the distance doubled.
 *
 * <p>The first sample is the state before the first event; a sample at time t has seen every event
 * up to and including t. A recording of more than 128 ns thus has from 129 to 257 samples.
 */
public final class Timeline {
  private static final int CAPACITY = 256;

  /** Reads one value now. */
  @FunctionalInterface
  public interface Gauge {
    /** The value. */
    long read();
  }

  private final Gauge[] gauges;
  // One more than the capacity: the end of the run.
  private final long[] nanos = new long[CAPACITY + 1];
  private final long[][] values;
  private final long[] row;
  private long start;
  private long distance = 1;
  private int size;

  /**
   * @param gauges what is sampled
   */
  public Timeline(Gauge... gauges) {
    this.gauges = gauges.clone();
    this.values = new long[gauges.length][CAPACITY + 1];
    this.row = new long[gauges.length];
  }

  /** Takes the first sample; later times are counted from here. */
  public void begin(long atNanos) {
    start = atNanos;
    read();
    append(0);
  }

  /** When the next sample is due; events up to and including this time go before it. */
  public long nextNanos() {
    return start + size * distance;
  }

  /** Takes every sample that is due before an event at {@code nanos}. */
  public void sampleBefore(long atNanos) {
    if (nextNanos() >= atNanos) {
      return;
    }
    read();
    while (nextNanos() < atNanos) {
      append(size * distance);
    }
  }

  /** A time as samples have it; not before the first. */
  public long sinceStart(long atNanos) {
    return Math.max(0, atNanos - start);
  }

  /** Takes the last sample. */
  public void end(long atNanos) {
    read();
    long at = sinceStart(atNanos);
    if (size > 0 && nanos[size - 1] >= at) {
      size--;
      at = nanos[size];
    }
    store(at);
  }

  private void read() {
    for (int i = 0; i < gauges.length; i++) {
      row[i] = gauges[i].read();
    }
  }

  private void append(long at) {
    store(at);
    if (size == CAPACITY) {
      for (int i = 0; i < CAPACITY / 2; i++) {
        nanos[i] = nanos[2 * i];
        for (long[] value : values) {
          value[i] = value[2 * i];
        }
      }
      size = CAPACITY / 2;
      distance *= 2;
    }
  }

  private void store(long at) {
    nanos[size] = at;
    for (int i = 0; i < row.length; i++) {
      values[i][size] = row[i];
    }
    size++;
  }

  /** How many samples there are. */
  public int size() {
    return size;
  }

  /** Time of each sample since the first event. */
  public long[] nanosSinceStart() {
    return Arrays.copyOf(nanos, size);
  }

  /** Samples of one gauge. */
  public long[] valuesOf(int gauge) {
    return Arrays.copyOf(values[gauge], size);
  }
}
