// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.proc;

import java.util.Arrays;

/** Numbers distinct words from 0 in the order in which they are first asked for. */
final class WordNumbers {
  private long[] words = new long[256];
  private int[] slots = new int[1024];
  private int size;

  WordNumbers() {
    Arrays.fill(slots, -1);
  }

  int size() {
    return size;
  }

  long word(int number) {
    return words[number];
  }

  int of(long word) {
    int mask = slots.length - 1;
    int slot = slot(word, mask);
    while (slots[slot] >= 0) {
      if (words[slots[slot]] == word) {
        return slots[slot];
      }
      slot = (slot + 1) & mask;
    }
    if (size == words.length) {
      words = Arrays.copyOf(words, size * 2);
      slots = new int[slots.length * 2];
      Arrays.fill(slots, -1);
      for (int i = 0; i < size; i++) {
        place(words[i], i);
      }
    }
    words[size] = word;
    place(word, size);
    return size++;
  }

  private void place(long word, int number) {
    int mask = slots.length - 1;
    int slot = slot(word, mask);
    while (slots[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = number;
  }

  private static int slot(long word, int mask) {
    long mixed = word * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 40) & mask;
  }
}
