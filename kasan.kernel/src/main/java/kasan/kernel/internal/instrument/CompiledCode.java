// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import java.util.HashMap;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.AddressLayout;
import kasan.api.arch.RegionKind;
import kasan.api.memory.Machine;
import kasan.api.scheme.KernelTruth.RedzoneVisitor;
import kasan.api.scheme.ShadowByte;
import kasan.kernel.internal.judge.Judge;
import kasan.kernel.internal.judge.Look;
import kasan.kernel.internal.judge.Verdict;
import kasan.kernel.internal.oracle.ByteOracle;
import kasan.kernel.internal.oracle.Redzones;
import kasan.kernel.internal.view.CheckCount;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;
import kasan.lab.api.scheme.Instrumentation;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/**
 * Compiled code of one kernel: what its accesses, frames, allocas and globals do to the shadow, and
 * what of it is true. The kernel was built with one instrumentation; the shadow can change.
 *
 * <p>Frames are protected when the kernel was booted with a contiguous shadow, since compiled code
 * stores their redzones itself, with inline and with outline instrumentation alike. Where hardware
 * looks at accesses, nothing is compiled in.
 */
public final class CompiledCode {
  private static final int LEAST_GRANULE_BYTES = 8;
  private static final int BOOT_CPU = 0;

  private final AddressLayout layout;
  private final Instrumentation instrumentation;
  private final boolean instrumented;
  private final boolean framesProtected;
  private final Judge judge;
  private final Redzones redzones;
  private final Globals globals;
  private final Map<Integer, TaskStack> stacks = new HashMap<>();
  private Instrumented target;
  private AccessCheck check;
  private @Nullable FrameGuard frames;

  /**
   * @param machine where the image ends
   * @param layout of the kernel's addresses
   * @param instrumentation how it was compiled
   * @param target the shadow it was booted with
   * @param oracle is told what compiled code poisons
   * @param judge is told how accesses end
   */
  public CompiledCode(
      Machine machine,
      AddressLayout layout,
      Instrumentation instrumentation,
      Instrumented target,
      ByteOracle oracle,
      Judge judge) {
    this.layout = layout;
    this.instrumentation = instrumentation;
    this.instrumented = instrumentation != Instrumentation.NONE;
    this.judge = judge;
    this.redzones = oracle.redzones();
    long image = layout.region(RegionKind.IMAGE).start();
    long data = machine.imageBytes() - machine.imageBytes() / 4;
    this.globals = new Globals(redzones, image + data, image + machine.imageBytes());
    this.framesProtected =
        target.traits().contiguous() && target.traits().granuleBytes() > 0 && instrumented;
    this.target = target;
    this.check = checkOf(target);
    this.frames = framesOf(target);
  }

  private AccessCheck checkOf(Instrumented on) {
    return switch (instrumentation) {
      case NONE -> new NoCheck();
      case OUTLINE, HARDWARE -> new OutlineCheck(on.shadow());
      case INLINE ->
          on.traits().tagged()
              ? new TagCheck(on.shadow(), windowOf(on), layout)
              : new InlineCheck(on.shadow(), windowOf(on));
    };
  }

  private ShadowWindow windowOf(Instrumented on) {
    int granule = Math.max(LEAST_GRANULE_BYTES, on.traits().granuleBytes());
    return new ShadowWindow(on.memory(), layout, granule);
  }

  private @Nullable FrameGuard framesOf(Instrumented on) {
    if (!framesProtected) {
      return null;
    }
    return on.traits().tagged()
        ? new TagGuard(on.shadow())
        : new RedzoneGuard(windowOf(on), on.shadow());
  }

  /** Another shadow stands from now on; it knows the redzones from {@link #forEachRedzone}. */
  public void attach(Instrumented next) {
    target = next;
    check = checkOf(next);
    frames = framesOf(next);
    if (frames != null) {
      for (TaskStack stack : stacks.values()) {
        for (TaskStack.Frame frame : stack.frames()) {
          frames.adopt(BOOT_CPU, frame.layout, frame.pointers);
        }
      }
    }
  }

  /**
   * Why this kernel cannot go on with a shadow of another scheme.
   *
   * @return null when it can
   */
  public @Nullable String refusal(SchemeDescription next) {
    return framesProtected && !next.contiguous()
        ? "compiled code writes the redzones of stack frames into a contiguous shadow, which '"
            + next.name()
            + "' does not have"
        : null;
  }

  /** Visits what is poisoned in the shadow now. */
  public void forEachRedzone(RedzoneVisitor visitor) {
    redzones.forEach(
        (address, bytes, code) -> {
          if (framesProtected || code == ShadowByte.GLOBAL_REDZONE) {
            visitor.redzone(address, bytes, code);
          }
        });
  }

  /** A task has a stack. */
  public void taskBegins(int task, long stack, long bytes) {
    stacks.put(task, new TaskStack(task, stack, bytes));
  }

  /** A task has none any more; what its frames had poisoned is accessible in truth. */
  public void taskEnds(int task, long stack, long bytes) {
    stacks.remove(task);
    redzones.clear(stack, bytes);
  }

  private TaskStack stackOf(int task) {
    TaskStack stack = stacks.get(task);
    if (stack == null) {
      throw new BadInputException("there is no task " + task);
    }
    return stack;
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#pushFrame}. */
  public long pushFrame(int cpu, int task, FrameLayout frame) {
    TaskStack.Frame entered = stackOf(task).push(frame);
    if (frames != null) {
      frames.enter(cpu, entered.base, frame);
      for (int i = 0; i < entered.pointers.length; i++) {
        entered.pointers[i] = frames.pointer(cpu, entered.pointers[i]);
      }
    }
    noteRedzones(entered.base, frame);
    return entered.base;
  }

  private void noteRedzones(long base, FrameLayout frame) {
    long from = 0;
    byte code = ShadowByte.STACK_LEFT;
    for (Variable variable : frame.variables()) {
      redzones.set(base + from, variable.offset() - from, code);
      from = variable.offset() + variable.bytes();
      code = ShadowByte.STACK_MID;
    }
    redzones.set(base + from, frame.bytes() - from, ShadowByte.STACK_RIGHT);
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#variable}. */
  public long variable(int task, int variable) {
    return stackOf(task).top().pointers[variable];
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#popFrame}. */
  public void popFrame(int cpu, int task) {
    TaskStack.Frame frame = stackOf(task).pop();
    if (frame.allocaTop != 0) {
      long bytes = frame.base - frame.allocaTop;
      redzones.clear(frame.allocaTop, bytes);
      if (frames != null) {
        frames.allocasGone(cpu, frame.allocaTop, bytes);
      }
    }
    redzones.clear(frame.base, frame.layout.bytes());
    if (frames != null) {
      frames.leave(cpu, frame.base, frame.layout);
    }
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#alloca}. */
  public long alloca(int cpu, int task, long bytes) {
    long address = stackOf(task).alloca(Allocas.withRedzones(bytes));
    Allocas.note(redzones, address, bytes);
    if (frames != null) {
      frames.alloca(cpu, address, bytes);
    }
    return address;
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#scope}. */
  public void scope(int cpu, int task, int variable, boolean inScope) {
    TaskStack.Frame frame = stackOf(task).top();
    Variable of = frame.layout.variables().get(variable);
    long address = frame.base + of.offset();
    if (inScope) {
      redzones.clear(address, of.bytes());
    } else {
      redzones.set(address, of.bytes(), ShadowByte.VMALLOC_INVALID);
    }
    if (frames != null && inScope) {
      frames.scopeBegins(cpu, address, of.bytes());
    } else if (frames != null) {
      frames.scopeEnds(cpu, address, of.bytes());
    }
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#registerGlobal}. */
  public long registerGlobal(int cpu, String name, long bytes) {
    return globals.register(cpu, target.shadow(), name, bytes);
  }

  /** Hardware looks without an instruction; calls of the runtime cost the same everywhere. */
  private void countCheck() {
    CheckCount checks = target.checks();
    if (instrumentation == Instrumentation.INLINE) {
      checks.inline++;
    } else if (instrumentation == Instrumentation.OUTLINE) {
      checks.calls++;
    }
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#access}. */
  public void access(int cpu, long address, long bytes, boolean write) {
    if (judge.isPlain(address, bytes) && check.passesAtOnce(cpu, address, bytes)) {
      countCheck();
      judge.passed();
    } else {
      look(cpu, address, bytes, write);
    }
  }

  /**
   * The check of {@link #access} alone: nobody holds it against the truth.
   *
   * @return whether it passed
   */
  public boolean check(int cpu, long address, long bytes, boolean write) {
    countCheck();
    return check.passesAtOnce(cpu, address, bytes)
        || check.check(cpu, address, bytes, write) == Verdict.PASSED;
  }

  private void look(int cpu, long address, long bytes, boolean write) {
    countCheck();
    Verdict verdict = check.check(cpu, address, bytes, write);
    judge.accessed(cpu, address, bytes, write, verdict, check.look());
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#accessUnderAligned}. */
  public void accessUnderAligned(int cpu, long address, long bytes, boolean write) {
    countCheck();
    Verdict verdict = check.checkUnderAligned(cpu, address, bytes, write);
    judge.accessed(cpu, address, bytes, write, verdict, check.underAlignedLook());
  }

  /** See {@link kasan.lab.api.kernel.KernelCalls#runtimeCheck}. */
  public boolean runtimeCheck(int cpu, long address, long bytes, boolean write) {
    if (instrumented) {
      target.checks().calls++;
    }
    Verdict verdict =
        instrumented
            ? OutlineCheck.check(target.shadow(), cpu, address, bytes, write)
            : Verdict.PASSED;
    Look look = instrumented ? Look.EVERYWHERE : Look.NOWHERE;
    judge.accessed(cpu, address, bytes, write, verdict, look);
    return verdict == Verdict.PASSED;
  }
}
