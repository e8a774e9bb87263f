// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.guard;

import kasan.api.memory.SlabCache;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import org.jspecify.annotations.Nullable;

/**
 * A shadow as a guarded scheme has built it. Each call goes through the guard; once the scheme
 * threw, hung or was released, every call answers as if there were no shadow.
 *
 * <p>A load of shadow that is not mapped, in a check, is no failure of the scheme but an outcome
 * that the kernel knows.
 */
final class GuardedShadow implements Shadow {
  private final Guard guard;
  private @Nullable Shadow shadow;

  /**
   * @param shadow null for none
   */
  GuardedShadow(Guard guard, @Nullable Shadow shadow) {
    this.guard = guard;
    this.shadow = shadow;
  }

  void release() {
    shadow = null;
  }

  @Override
  public void pagesAllocated(int cpu, long pfn, int order) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.pagesAllocated(cpu, pfn, order);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void pagesFreed(int cpu, long pfn, int order) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.pagesFreed(cpu, pfn, order);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void runAllocated(int cpu, long pfn, int order, long blocks) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.runAllocated(cpu, pfn, order, blocks);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void runFreed(int cpu, long pfn, int order, long blocks) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.runFreed(cpu, pfn, order, blocks);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public boolean slabAllocated(int cpu, long pfn, int order, SlabCache cache) {
    boolean answer = true;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.slabAllocated(cpu, pfn, order, cache);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public void slabFreed(int cpu, long pfn, int order) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.slabFreed(cpu, pfn, order);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void objectAllocated(int cpu, long address, long requestedBytes, SlabCache cache) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.objectAllocated(cpu, address, requestedBytes, cache);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void objectFreed(int cpu, long address, SlabCache cache) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.objectFreed(cpu, address, cache);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public boolean largeAllocated(int cpu, long pfn, int order, long requestedBytes) {
    boolean answer = true;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.largeAllocated(cpu, pfn, order, requestedBytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public void largeFreed(int cpu, long pfn, int order) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.largeFreed(cpu, pfn, order);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public boolean stackAllocated(int cpu, long address, long bytes) {
    boolean answer = true;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.stackAllocated(cpu, address, bytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public void stackFreed(int cpu, long address, long bytes) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.stackFreed(cpu, address, bytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public boolean vmallocMapped(int cpu, long address, long bytes, long requestedBytes) {
    boolean answer = true;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.vmallocMapped(cpu, address, bytes, requestedBytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public void vmallocUnmapped(int cpu, long address, long bytes) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.vmallocUnmapped(cpu, address, bytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void vmallocPurged(int cpu, long start, long end) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.vmallocPurged(cpu, start, end);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void poison(int cpu, long address, long bytes, byte code) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.poison(cpu, address, bytes, code);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public void unpoison(int cpu, long address, long bytes) {
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        to.unpoison(cpu, address, bytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
  }

  @Override
  public long tagged(int cpu, long address) {
    long answer = address;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.tagged(cpu, address);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public boolean check(int cpu, long address, long bytes, boolean write) {
    boolean answer = true;
    ShadowFaultException fault = null;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.check(cpu, address, bytes, write);
      } catch (ShadowFaultException e) {
        fault = e;
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    if (fault != null) {
      throw fault;
    }
    return answer;
  }

  @Override
  public boolean confirm(int cpu, long address, long bytes, boolean write) {
    boolean answer = false;
    ShadowFaultException fault = null;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.confirm(cpu, address, bytes, write);
      } catch (ShadowFaultException e) {
        fault = e;
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    if (fault != null) {
      throw fault;
    }
    return answer;
  }

  @Override
  public boolean byteAccessible(int cpu, long address) {
    boolean answer = true;
    ShadowFaultException fault = null;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.byteAccessible(cpu, address);
      } catch (ShadowFaultException e) {
        fault = e;
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    if (fault != null) {
      throw fault;
    }
    return answer;
  }

  @Override
  public int shadowByte(long address) {
    int answer = -1;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.shadowByte(address);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public String meaning(int shadowByte) {
    String answer = "nothing";
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.meaning(shadowByte);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }

  @Override
  public @Nullable String bugClass(long address, long bytes) {
    @Nullable String answer = null;
    Shadow to = shadow;
    if (guard.enter() && to != null) {
      try {
        answer = to.bugClass(address, bytes);
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    return answer;
  }
}
