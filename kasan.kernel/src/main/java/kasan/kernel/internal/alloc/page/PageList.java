// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.alloc.page;

/** A list of page frames, linked through the {@link MemMap}; a frame is on one list at most. */
public final class PageList {
  private final MemMap map;
  private int head = MemMap.NONE;
  private int tail = MemMap.NONE;
  private int size;

  /** An empty list of frames of {@code map}. */
  public PageList(MemMap map) {
    this.map = map;
  }

  /** First frame, or {@link MemMap#NONE}. */
  public int head() {
    return head;
  }

  /** Last frame, or {@link MemMap#NONE}. */
  public int tail() {
    return tail;
  }

  /** How many frames are linked. */
  public int size() {
    return size;
  }

  /** The frame after a linked one, or {@link MemMap#NONE}. */
  public int after(int pfn) {
    return map.next(pfn);
  }

  /** Links a frame before all others. */
  public void addHead(int pfn) {
    map.setPrev(pfn, MemMap.NONE);
    map.setNext(pfn, head);
    if (head == MemMap.NONE) {
      tail = pfn;
    } else {
      map.setPrev(head, pfn);
    }
    head = pfn;
    size++;
  }

  /** Links a frame after all others. */
  public void addTail(int pfn) {
    map.setNext(pfn, MemMap.NONE);
    map.setPrev(pfn, tail);
    if (tail == MemMap.NONE) {
      head = pfn;
    } else {
      map.setNext(tail, pfn);
    }
    tail = pfn;
    size++;
  }

  /** Unlinks a frame of this list. */
  public void remove(int pfn) {
    int next = map.next(pfn);
    int prev = map.prev(pfn);
    if (prev == MemMap.NONE) {
      head = next;
    } else {
      map.setNext(prev, next);
    }
    if (next == MemMap.NONE) {
      tail = prev;
    } else {
      map.setPrev(next, prev);
    }
    size--;
  }
}
