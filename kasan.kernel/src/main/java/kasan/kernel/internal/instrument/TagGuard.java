// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowByte;
import kasan.lab.api.kernel.FrameLayout;
import kasan.lab.api.kernel.FrameLayout.Variable;

/**
 * Stack frames under tags: each variable has a tag of its own, and the program's pointer to it has
 * that, too; what lies between them has none. Scopes and allocas are not covered (Linux 6.12 with
 * clang).
 */
final class TagGuard implements FrameGuard {
  private final Shadow shadow;

  TagGuard(Shadow shadow) {
    this.shadow = shadow;
  }

  @Override
  public void enter(int cpu, long base, FrameLayout frame) {
    long from = 0;
    for (Variable variable : frame.variables()) {
      shadow.poison(cpu, base + from, variable.offset() - from, ShadowByte.STACK_MID);
      shadow.unpoison(cpu, base + variable.offset(), variable.bytes());
      from = variable.offset() + variable.bytes();
    }
    shadow.poison(cpu, base + from, frame.bytes() - from, ShadowByte.STACK_RIGHT);
  }

  @Override
  public void leave(int cpu, long base, FrameLayout frame) {
    shadow.unpoison(cpu, base, frame.bytes());
  }

  @Override
  public void scopeEnds(int cpu, long address, long bytes) {
    // not instrumented
  }

  @Override
  public void scopeBegins(int cpu, long address, long bytes) {
    // not instrumented
  }

  @Override
  public void alloca(int cpu, long address, long bytes) {
    // not instrumented
  }

  @Override
  public void allocasGone(int cpu, long address, long bytes) {
    // not instrumented
  }

  @Override
  public long pointer(int cpu, long address) {
    return shadow.tagged(cpu, address);
  }

  @Override
  public void adopt(int cpu, FrameLayout frame, long[] pointers) {
    for (int i = 0; i < pointers.length; i++) {
      shadow.unpoison(cpu, pointers[i], frame.variables().get(i).bytes());
    }
  }
}
