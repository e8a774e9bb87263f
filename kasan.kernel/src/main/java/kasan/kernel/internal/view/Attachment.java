// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.scheme.Shadow;
import kasan.api.scheme.SilentShadow;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/** A shadow on its kernel: its view, its bill, and whether it is still told anything. */
public final class Attachment implements AttachedShadow {
  private final SchemeDescription traits;
  private final LiveView view;
  private final Shadow shadow;
  private final Shadows audience;
  private @Nullable Throwable failure;
  private boolean closed;

  /** Who hears the kernel: the shadow, or nobody once it was set aside. */
  private Shadow ear;

  private Attachment(SchemeDescription traits, LiveView view, Shadow shadow, Shadows audience) {
    this.traits = traits;
    this.view = view;
    this.shadow = shadow;
    this.ear = shadow;
    this.audience = audience;
  }

  /**
   * Attaches a scheme through a view of its own; when that fails, the view gives back what was
   * taken.
   */
  public static Attachment attach(SchemeChoice scheme, LiveView view, Shadows audience) {
    Attachment made = null;
    try {
      Shadow built = scheme.service().attach(view, scheme.options());
      made = new Attachment(scheme.description(), view, built, audience);
      audience.add(made);
      return made;
    } finally {
      if (made == null) {
        view.retire(scheme.name() + " could not be attached");
      }
    }
  }

  Shadow ear() {
    return ear;
  }

  SchemeDescription traits() {
    return traits;
  }

  /** Its view, as the kernel sees it. */
  public LiveView view() {
    return view;
  }

  void setAside(Throwable thrown) {
    failure = thrown;
    ear = new SilentShadow();
    view.setAside(traits.name() + " was set aside: " + thrown);
  }

  @Override
  public String name() {
    return traits.name();
  }

  @Override
  public Shadow shadow() {
    return shadow;
  }

  @Override
  public Footprint footprint() {
    return view.footprint();
  }

  @Override
  public long totalKb() {
    return view.totalKb();
  }

  @Override
  public Work work() {
    return view.work();
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public long brokenEntries() {
    return view.breaks();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      ear = new SilentShadow();
      audience.remove(this);
      view.retire(traits.name() + " was detached");
    }
  }
}
