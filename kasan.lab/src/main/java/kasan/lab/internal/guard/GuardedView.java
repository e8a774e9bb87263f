// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.guard;

import kasan.api.arch.ArchModel;
import kasan.api.memory.Machine;
import kasan.api.scheme.DeferredWork;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeNote;
import kasan.api.scheme.ShadowMemory;
import kasan.api.scheme.ShadowSpace;

/** The view that a guarded scheme gets: work that it puts off is guarded as well. */
final class GuardedView implements KernelView {
  private final KernelView view;
  private final Guard guard;

  GuardedView(KernelView view, Guard guard) {
    this.view = view;
    this.guard = guard;
  }

  @Override
  public void defer(long delayNanos, DeferredWork work) {
    view.defer(
        delayNanos,
        cpu -> {
          if (guard.enter()) {
            try {
              work.run(cpu);
            } catch (Throwable e) {
              guard.threw(e);
            }
          }
          guard.exit();
        });
  }

  @Override
  public Machine machine() {
    return view.machine();
  }

  @Override
  public ArchModel arch() {
    return view.arch();
  }

  @Override
  public KernelTruth truth() {
    return view.truth();
  }

  @Override
  public ShadowSpace space() {
    return view.space();
  }

  @Override
  public ShadowMemory memory() {
    return view.memory();
  }

  @Override
  public long nowNanos() {
    return view.nowNanos();
  }

  @Override
  public boolean holdBlock(long pfn, int order) {
    return view.holdBlock(pfn, order);
  }

  @Override
  public void returnBlock(long pfn, int order) {
    view.returnBlock(pfn, order);
  }

  @Override
  public void note(SchemeNote note) {
    view.note(note);
  }
}
