// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.placing;

import java.util.HashMap;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.kernel.internal.alloc.page.Gfp;
import kasan.kernel.internal.alloc.page.MemMap;
import kasan.kernel.internal.alloc.slab.SlabAllocator.Place;
import kasan.kernel.internal.core.KernelCore;
import kasan.kernel.internal.instrument.CompiledCode;
import kasan.kernel.internal.judge.StandingShadow;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.placement.Allocators;
import kasan.kernel.internal.placement.Announcer;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.KernelCalls;

/**
 * The calls that code on a modelled kernel makes, each with the KASAN hooks that Linux 6.12 has.
 */
final class RunningCode implements KernelCalls {
  /** What kmalloc returns for no bytes (ZERO_SIZE_PTR); everything up to it is no object. */
  private static final long ZERO_SIZE = 16;

  private final Allocators allocators;
  private final KernelCore core;
  private final Announcer announcer;
  private final ByteOracle oracle;
  private final CompiledCode code;
  private final Frees frees;
  private final PointerTags tags;
  private final ProgramCaches caches;
  private final GracePeriods grace = new GracePeriods();
  private final Map<Integer, Long> stacks = new HashMap<>();
  private final StandingShadow standing;
  private int lastTask;

  RunningCode(
      Allocators allocators,
      KernelCore core,
      Announcer announcer,
      ByteOracle oracle,
      CompiledCode code,
      Frees frees,
      PointerTags tags,
      StandingShadow standing) {
    this.allocators = allocators;
    this.core = core;
    this.announcer = announcer;
    this.oracle = oracle;
    this.code = code;
    this.frees = frees;
    this.tags = tags;
    this.caches = new ProgramCaches(allocators.slab);
    this.standing = standing;
  }

  /** Time has come to {@code nanos}: grace periods end. */
  void endGracePeriods(int cpu, long nanos) {
    while (grace.due(nanos)) {
      freeOldest(cpu);
    }
  }

  private void freeOldest(int cpu) {
    long generation = grace.generation();
    frees.free(cpu, grace.take(), generation);
  }

  @Override
  public long allocPages(int cpu, int order, int gfp) {
    int pfn = allocators.pages.allocate(cpu, order, gfpOf(gfp));
    if (pfn == MemMap.NONE) {
      return 0;
    }
    for (int page = 1; page < 1 << order; page++) {
      handOut(cpu, allocators.addressOf(pfn + page));
    }
    return handOut(cpu, allocators.addressOf(pfn));
  }

  @Override
  public void freePages(int cpu, long address, int order) {
    frees.freePages(cpu, address, order);
  }

  @Override
  public long kmalloc(int cpu, long bytes, int gfp) {
    return bytes == 0 ? ZERO_SIZE : handOut(cpu, allocators.slab.kmalloc(cpu, bytes, gfpOf(gfp)));
  }

  @Override
  public void kfree(int cpu, long address) {
    if (!isZeroOrNull(address)) {
      frees.free(cpu, address);
    }
  }

  @Override
  public long krealloc(int cpu, long address, long bytes, int gfp) {
    if (bytes == 0) {
      kfree(cpu, address);
      return ZERO_SIZE;
    }
    if (isZeroOrNull(address)) {
      return kmalloc(cpu, bytes, gfp);
    }
    long usable = ksize(cpu, address);
    if (usable == 0) {
      return 0;
    }
    if (bytes <= usable) {
      resize(cpu, address, bytes);
      return address;
    }
    long larger = kmalloc(cpu, bytes, gfp);
    if (larger != 0) {
      kfree(cpu, address);
    }
    return larger;
  }

  /** An object has another size where it lies; pointers to it stay good (__kasan_krealloc). */
  private void resize(int cpu, long pointer, long bytes) {
    long address = tags.strip(pointer);
    oracle.objectResized(address, bytes);
    if (allocators.slab.placeOf(address) == Place.LARGE) {
      int pfn = allocators.pfnOf(address);
      core.makeLarge(cpu, pfn, allocators.pages.orderOf(pfn), bytes);
    } else {
      int cache = allocators.slab.cacheAt(address);
      core.resizeObject(cpu, address, bytes, allocators.slab.cache(cache));
    }
    if (pointer != address) {
      standing.shadow().unpoison(cpu, pointer, bytes);
    }
  }

  @Override
  public long ksize(int cpu, long address) {
    if (isZeroOrNull(address) || !code.runtimeCheck(cpu, address, 1, false)) {
      return 0;
    }
    long at = tags.strip(address);
    return switch (allocators.slab.placeOf(at)) {
      case OBJECT, INSIDE_SLAB -> allocators.slab.cache(allocators.slab.cacheAt(at)).objectBytes();
      case LARGE ->
          1L << allocators.pages.pageShift() + allocators.pages.orderOf(allocators.pfnOf(at));
      default -> 0;
    };
  }

  @Override
  public void kfreeSensitive(int cpu, long address) {
    long usable = ksize(cpu, address);
    if (usable > 0 && allocators.slab.isLive(tags.strip(address))) {
      resize(cpu, address, usable);
    }
    kfree(cpu, address);
  }

  @Override
  public int createCache(String name, long objectBytes, long align, int flags) {
    long struct = allocateFrom(0, caches.cacheOfStructs(), Gfp.KERNEL);
    return struct == 0 ? 0 : caches.create(name, objectBytes, align, flags, struct);
  }

  /** kmem_cache_destroy looks at what describes the cache first (kasan_check_byte). */
  @Override
  public void destroyCache(int cpu, int cache) {
    ProgramCaches.One one = caches.get(cache);
    if (!code.runtimeCheck(cpu, one.struct, 1, false) || one.gone) {
      return;
    }
    if (one.freedAfterGrace) {
      rcuBarrier(cpu);
    }
    allocators.slab.shrink(cpu, one.number);
    if (allocators.slab.live(one.number) == 0) {
      one.gone = true;
      frees.free(cpu, one.struct);
    }
  }

  @Override
  public long cacheAlloc(int cpu, int cache, int gfp) {
    return allocateFrom(cpu, caches.get(cache).number, gfpOf(gfp));
  }

  private long allocateFrom(int cpu, int number, int gfp) {
    long bytes = allocators.slab.cache(number).objectBytes();
    return handOut(cpu, allocators.slab.allocate(cpu, number, bytes, gfp));
  }

  /** With SLUB_RCU_DEBUG, KASAN's default, objects of a typesafe cache are freed by call_rcu. */
  @Override
  public void cacheFree(int cpu, int cache, long address) {
    if (isZeroOrNull(address)) {
      return;
    }
    if (!caches.get(cache).freedAfterGrace) {
      frees.free(cpu, address);
    } else if (frees.passes(cpu, address)) {
      grace.add(address, oracle.generationOf(tags.strip(address)), core.nowNanos());
    }
  }

  @Override
  public long vmalloc(int cpu, long bytes) {
    return handOut(cpu, allocators.space.allocate(cpu, bytes, 1, Gfp.KERNEL));
  }

  @Override
  public void vfree(int cpu, long address) {
    long area = tags.strip(address);
    if (allocators.space.isArea(area)) {
      tags.forget(area);
      allocators.space.free(cpu, area);
    }
  }

  @Override
  public long vmallocToLinear(long address) {
    int pfn = allocators.space.pfnAt(tags.strip(address));
    if (pfn == MemMap.NONE) {
      throw new BadInputException("no vmalloc area at " + Long.toHexString(address));
    }
    long pageBytes = 1L << allocators.pages.pageShift();
    return allocators.addressOf(pfn) + (address & (pageBytes - 1));
  }

  @Override
  public int fork(int cpu, String comm) {
    long stack = allocators.stacks.allocate(cpu);
    if (stack == 0) {
      return 0;
    }
    stacks.put(++lastTask, stack);
    code.taskBegins(lastTask, stack, allocators.stacks.bytes());
    return lastTask;
  }

  @Override
  public void exit(int cpu, int task) {
    Long stack = stacks.remove(task);
    if (stack == null) {
      throw new BadInputException("there is no task " + task);
    }
    code.taskEnds(task, stack, allocators.stacks.bytes());
    allocators.stacks.free(cpu, stack);
  }

  @Override
  public long pushFrame(int cpu, int task, FrameLayout frame) {
    return code.pushFrame(cpu, task, frame);
  }

  @Override
  public long variable(int cpu, int task, int variable) {
    return code.variable(task, variable);
  }

  @Override
  public void popFrame(int cpu, int task) {
    code.popFrame(cpu, task);
  }

  @Override
  public long alloca(int cpu, int task, long bytes) {
    return code.alloca(cpu, task, bytes);
  }

  @Override
  public void scope(int cpu, int task, int variable, boolean inScope) {
    code.scope(cpu, task, variable, inScope);
  }

  @Override
  public long registerGlobal(int cpu, String name, long bytes) {
    return code.registerGlobal(cpu, name, bytes);
  }

  @Override
  public void access(int cpu, long address, long bytes, boolean write) {
    code.access(cpu, address, bytes, write);
  }

  @Override
  public void accessUnderAligned(int cpu, long address, long bytes, boolean write) {
    code.accessUnderAligned(cpu, address, bytes, write);
  }

  @Override
  public boolean runtimeCheck(int cpu, long address, long bytes, boolean write) {
    return code.runtimeCheck(cpu, address, bytes, write);
  }

  @Override
  public boolean poolPut(int cpu, long address) {
    return frees.poolPut(cpu, address);
  }

  @Override
  public void poolTake(int cpu, long address, long bytes) {
    frees.poolTake(cpu, address, bytes);
  }

  @Override
  public boolean poolPutPages(int cpu, long address, int order) {
    return frees.poolPutPages(cpu, address, order);
  }

  @Override
  public void poolTakePages(int cpu, long address, int order) {
    frees.poolTakePages(cpu, address, order);
  }

  @Override
  public void kfreeRcu(int cpu, long address) {
    if (!isZeroOrNull(address)) {
      grace.add(address, oracle.generationOf(tags.strip(address)), core.nowNanos());
    }
  }

  @Override
  public void rcuBarrier(int cpu) {
    while (grace.waiting()) {
      freeOldest(cpu);
    }
    allocators.slab.rcuBarrier();
  }

  @Override
  public void advance(long nanos) {
    core.step(core.nowNanos() + nanos, 0);
    allocators.slab.endGracePeriods(core.nowNanos());
    announcer.tellPending();
    endGracePeriods(0, core.nowNanos());
  }

  /** The pointer that the caller gets to memory that was just handed out. */
  private long handOut(int cpu, long address) {
    return address == 0 ? 0 : tags.note(address, standing.shadow().tagged(cpu, address));
  }

  private static boolean isZeroOrNull(long address) {
    return Long.compareUnsigned(address, ZERO_SIZE) <= 0;
  }

  private static int gfpOf(int flags) {
    int gfp = (flags & GFP_ATOMIC) != 0 ? Gfp.ATOMIC : Gfp.KERNEL;
    if ((flags & GFP_MOVABLE) != 0) {
      gfp |= Gfp.MOVABLE;
    }
    return (flags & GFP_RECLAIMABLE) != 0 ? gfp | Gfp.RECLAIMABLE : gfp;
  }
}
