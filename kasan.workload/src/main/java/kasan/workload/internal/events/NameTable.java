// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers names, given as bytes, from 0 in the order in which they are first seen.
 *
 * <p>One thread numbers; others may look up the text of a number that was handed to them through a
 * queue.
 */
public final class NameTable {
  private byte[][] keys = new byte[64][];
  private int[] hashes = new int[64];
  private int[] slots = new int[256];
  private int size;

  /** Replaced, not extended, when it is full; so a reader's copy stays valid. */
  private volatile String[] texts = new String[64];

  /** An empty table. */
  public NameTable() {
    Arrays.fill(slots, -1);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The text of a number. */
  public String text(int number) {
    return texts[number];
  }

  /** The number of the name in bytes {@code from} to {@code to}. */
  public int number(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int mask = slots.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (slots[slot] >= 0) {
      int number = slots[slot];
      if (hashes[number] == hash && isAt(keys[number], bytes, from, to)) {
        return number;
      }
      slot = (slot + 1) & mask;
    }
    return add(Arrays.copyOfRange(bytes, from, to), hash, slot);
  }

  /** By hand: compilers of short runs have no short way to compare a few bytes. */
  private static boolean isAt(byte[] key, byte[] bytes, int from, int to) {
    int length = to - from;
    if (key.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (key[i] != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }

  private int add(byte[] key, int hash, int freeSlot) {
    int slot = freeSlot;
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
      texts = Arrays.copyOf(texts, size * 2);
      slots = new int[slots.length * 2];
      Arrays.fill(slots, -1);
      for (int i = 0; i < size; i++) {
        slots[freeSlot(hashes[i])] = i;
      }
      slot = freeSlot(hash);
    }
    keys[size] = key;
    hashes[size] = hash;
    texts[size] = new String(key, StandardCharsets.UTF_8);
    slots[slot] = size;
    return size++;
  }

  private int freeSlot(int hash) {
    int mask = slots.length - 1;
    int slot = (hash ^ hash >>> 15) & mask;
    while (slots[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
