// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import org.jspecify.annotations.Nullable;

/**
 * The slab object nearest to the bad address.
 *
 * @param address where it starts
 * @param cache name of its kmem_cache
 * @param size bytes of an object of that cache (object_size); null where it is not printed
 * @param region where the bad address lies with regard to it; null where it is not printed
 */
public record SlabObject(long address, String cache, @Nullable Long size, @Nullable Region region) {

  /**
   * Where the bad address lies with regard to the part of the object that was asked for.
   *
   * @param distance bytes from the start (inside), to the start (left) or from the end (right)
   * @param side of the region
   * @param state what newer kernels say of the region; {@link State#NOT_SAID} for others
   * @param start first byte
   * @param end first byte behind it
   */
  public record Region(long distance, Side side, State state, long start, long end) {
    /** Bytes. */
    public long size() {
      return end - start;
    }
  }

  /** On which side of a region an address lies. */
  public enum Side {
    /** In it. */
    INSIDE("inside"),
    /** In front of it. */
    LEFT("to the left"),
    /** Behind it. */
    RIGHT("to the right");

    private final String words;

    Side(String words) {
      this.words = words;
    }

    /** As the kernel prints it. */
    public String words() {
      return words;
    }
  }

  /** What the kernel says of a region. */
  public enum State {
    /** Nothing. */
    NOT_SAID(""),
    /** It is handed out. */
    ALLOCATED("allocated"),
    /** It was freed. */
    FREED("freed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /** As the kernel prints it; empty for nothing. */
    public String word() {
      return word;
    }
  }
}
