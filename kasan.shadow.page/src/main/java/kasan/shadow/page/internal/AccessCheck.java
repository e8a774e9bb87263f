// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import kasan.api.scheme.FlushReason;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeNote;
import kasan.generic.ByteShadow;

/** The check with two shadows: that of 11/11, that of the patches before it, and that of kfree. */
final class AccessCheck {
  private final KernelView view;
  private final ByteShadow bytes;
  private final PageShadow pages;
  private final Behaviour behaviour;

  AccessCheck(KernelView view, ByteShadow bytes, PageShadow pages, Behaviour behaviour) {
    this.view = view;
    this.bytes = bytes;
    this.pages = pages;
    this.behaviour = behaviour;
  }

  /** Whether an access passes. */
  boolean passes(int cpu, long address, long size) {
    if (size == 0) {
      return true;
    }
    if (!bytes.inShadowedSpace(address, size)) {
      return false;
    }
    return behaviour.pageDecides()
        ? checkPageFirst(cpu, address, size)
        : bytes.accessible(cpu, address, size) || !reported(cpu, address, size);
  }

  private boolean checkPageFirst(int cpu, long address, long size) {
    byte value = pages.valueOf(cpu, address, size);
    if (value == PageShadow.VALID) {
      view.note(SchemeNote.SECOND_SHADOW);
      return true;
    }
    if (value == PageShadow.BYPASS && bytes.accessible(cpu, address, size)) {
      return true;
    }
    return passesRecheck(cpu, address, size);
  }

  /** Whether an access is reported that the byte shadow calls bad: all that follows it. */
  boolean reported(int cpu, long address, long size) {
    if (!bytes.inShadowedSpace(address, size)) {
      return true;
    }
    if (pages.valueOf(cpu, address, size) == PageShadow.VALID) {
      view.note(SchemeNote.SECOND_SHADOW);
      return false;
    }
    return !passesRecheck(cpu, address, size);
  }

  private boolean passesRecheck(int cpu, long address, long size) {
    if (!behaviour.recheck() || behaviour.unmappedInvalid()) {
      return false;
    }
    flushAndNote(cpu);
    boolean passed = bytes.accessible(cpu, address, size);
    if (passed) {
      view.note(SchemeNote.RECHECK_PASSED);
    }
    return passed;
  }

  private void flushAndNote(int cpu) {
    view.note(SchemeNote.RECHECK);
    view.space().flushLocal(cpu, FlushReason.RECHECK);
  }

  /** For kfree, and for a mempool of pages, which takes back pages without byte shadow. */
  boolean byteAccessible(int cpu, long address) {
    if (behaviour.unmappedInvalid()) {
      byte value = pages.valueOf(cpu, address, 1);
      return value == PageShadow.VALID
          || (value == PageShadow.BYPASS && bytes.byteAccessible(cpu, address));
    }
    if (bytes.byteAccessible(cpu, address) || pages.valueOf(cpu, address, 1) == PageShadow.VALID) {
      return true;
    }
    if (!behaviour.freeRecheck()) {
      return false;
    }
    flushAndNote(cpu);
    return bytes.byteAccessible(cpu, address);
  }
}
