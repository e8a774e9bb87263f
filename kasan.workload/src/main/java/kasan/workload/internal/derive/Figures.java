// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.derive;

import java.util.ArrayList;
import java.util.List;
import kasan.api.workload.EventKind;
import kasan.workload.internal.load.FileMemory;
import kasan.workload.internal.load.LoadProfile.Request;

/** Figures of requests that are alike, as they are counted. */
final class Figures {
  /** What makes two requests alike. */
  record Likeness(EventKind kind, String name, long extra) {}

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

  /** All of these requests belong to the others. */
  void moveAll(Figures others) {
    for (int i = 0; i < lives.length; i++) {
      others.lives[i] += lives[i];
      lives[i] = 0;
    }
    move(others, count);
  }

  /** The line of the profile. */
  Request request() {
    List<Long> ends = upToLast(lives);
    long ended = 0;
    for (long each : ends) {
      ended += each;
    }
    boolean exact = like.kind == EventKind.CACHE_ALLOC;
    return new Request(
        like.kind,
        like.name.replace(' ', '_'),
        exact ? largest : bytes / count,
        like.kind == EventKind.VMAP_ALLOC ? 1 : like.extra,
        count,
        Math.max(0, count - ended),
        cached,
        ends);
  }

  /** Notes a life of so many requests. */
  static void count(long[] lives, long life) {
    lives[63 - Long.numberOfLeadingZeros(Math.max(1, life))]++;
  }

  /** Counts up to the last that is not 0. */
  static List<Long> upToLast(long[] counts) {
    int last = counts.length;
    while (last > 0 && counts[last - 1] == 0) {
      last--;
    }
    var list = new ArrayList<Long>();
    for (int i = 0; i < last; i++) {
      list.add(counts[i]);
    }
    return list;
  }
}
