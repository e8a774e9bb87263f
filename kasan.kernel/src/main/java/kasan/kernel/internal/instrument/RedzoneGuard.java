// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import java.util.List;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;

/**
 * What compiled code stores into the shadow of a stack frame: redzones in the prologue as words of
 * four shadow bytes, the mark of a scope that has ended over a variable, zeros in the epilogue. For
 * allocas it calls the runtime.
 */
final class RedzoneGuard implements FrameGuard {
  private static final int WORD = 4;

  private final ShadowWindow window;
  private final Shadow shadow;

  RedzoneGuard(ShadowWindow window, Shadow shadow) {
    this.window = window;
    this.shadow = shadow;
  }

  /** Poisons the redzones of a frame; words that stay 0 are not stored. */
  @Override
  public void enter(int cpu, long base, FrameLayout frame) {
    long granules = frame.bytes() / window.granule();
    byte[] word = new byte[WORD];
    for (long at = 0; at < granules; at += WORD) {
      int length = (int) Math.min(WORD, granules - at);
      for (int i = 0; i < length; i++) {
        word[i] = valueOf(frame, (at + i) * window.granule());
      }
      store(cpu, base + at * window.granule(), word, length);
    }
  }

  private void store(int cpu, long address, byte[] word, int length) {
    boolean alike = true;
    for (int i = 1; i < length; i++) {
      alike &= word[i] == word[0];
    }
    if (!alike) {
      for (int i = 0; i < length; i++) {
        window.store(cpu, address + i * window.granule(), word[i]);
      }
    } else if (word[0] != 0) {
      window.fill(cpu, address, length, word[0]);
    }
  }

  /** The shadow byte of the granule at an offset of a frame. */
  private byte valueOf(FrameLayout frame, long offset) {
    List<Variable> variables = frame.variables();
    long live = 0;
    byte redzone = ShadowByte.STACK_LEFT;
    for (Variable variable : variables) {
      long end = variable.offset() + variable.bytes();
      if (variable.offset() < offset + window.granule() && end > offset) {
        live = Math.max(live, Math.min(end - offset, window.granule()));
      }
      if (end <= offset) {
        redzone = ShadowByte.STACK_MID;
      }
    }
    if (live > 0) {
      return live == window.granule() ? 0 : (byte) live;
    }
    Variable last = variables.get(variables.size() - 1);
    return last.offset() + last.bytes() <= offset ? ShadowByte.STACK_RIGHT : redzone;
  }

  @Override
  public void scopeEnds(int cpu, long address, long bytes) {
    window.fill(cpu, address, granules(bytes), ShadowByte.VMALLOC_INVALID);
  }

  @Override
  public void scopeBegins(int cpu, long address, long bytes) {
    window.fill(cpu, address, granules(bytes), (byte) 0);
    long rest = window.inGranule(bytes);
    if (rest != 0) {
      window.store(cpu, address + bytes - rest, (byte) rest);
    }
  }

  @Override
  public void leave(int cpu, long base, FrameLayout frame) {
    window.fill(cpu, base, frame.bytes() / window.granule(), (byte) 0);
  }

  @Override
  public void alloca(int cpu, long address, long bytes) {
    shadow.poison(
        cpu,
        address - FrameLayout.REDZONE_BYTES,
        FrameLayout.REDZONE_BYTES,
        ShadowByte.ALLOCA_LEFT);
    long rest = Allocas.withRedzones(bytes) - FrameLayout.REDZONE_BYTES;
    // as a whole first, then what is accessible: exact for any granule
    shadow.poison(cpu, address, rest, ShadowByte.ALLOCA_RIGHT);
    shadow.unpoison(cpu, address, bytes);
  }

  @Override
  public void allocasGone(int cpu, long address, long bytes) {
    shadow.unpoison(cpu, address, bytes);
  }

  @Override
  public long pointer(int cpu, long address) {
    return address;
  }

  @Override
  public void adopt(int cpu, FrameLayout frame, long[] pointers) {
    // the redzones are part of the truth that the shadow was built from
  }

  private long granules(long bytes) {
    return (bytes + window.granule() - 1) / window.granule();
  }
}
