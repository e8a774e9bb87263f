// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.core;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.kernel.internal.truth.Caches;

/** What a kernel counts that no state of its memory tells. */
public final class Tally {
  private final Caches caches;
  private final long[] notes = new long[Note.values().length];
  private long[] impliedByCache = new long[64];
  private long impliedFrees;
  private long unknownFrees;

  Tally(Caches caches) {
    this.caches = caches;
  }

  /** Counts one. */
  public void note(Note note) {
    notes[note.ordinal()]++;
  }

  /** Counts several. */
  public void note(Note note, long times) {
    notes[note.ordinal()] += times;
  }

  /** Counts the free without an event of an object of a cache. */
  public void impliedFree(int cache) {
    if (cache >= impliedByCache.length) {
      impliedByCache = Arrays.copyOf(impliedByCache, Math.max(cache + 1, cache * 2));
    }
    impliedByCache[cache]++;
    impliedFrees++;
  }

  /** Counts the free of something that was not known. */
  public void unknownFree() {
    unknownFrees++;
  }

  /** Objects freed without an event. */
  public long impliedFrees() {
    return impliedFrees;
  }

  /** The same by name of the cache. */
  public SortedMap<String, Long> impliedFreesByCache() {
    SortedMap<String, Long> byName = new TreeMap<>();
    for (int cache = 0; cache < caches.size() && cache < impliedByCache.length; cache++) {
      if (impliedByCache[cache] > 0) {
        byName.merge(caches.cache(cache).name(), impliedByCache[cache], Long::sum);
      }
    }
    return byName;
  }

  /** Frees of what was not known. */
  public long unknownFrees() {
    return unknownFrees;
  }

  /** Everything else that happened at all, by reason. */
  public SortedMap<String, Long> notes() {
    SortedMap<String, Long> byText = new TreeMap<>();
    for (Note note : Note.values()) {
      if (notes[note.ordinal()] > 0) {
        byText.put(note.text(), notes[note.ordinal()]);
      }
    }
    return byText;
  }
}
