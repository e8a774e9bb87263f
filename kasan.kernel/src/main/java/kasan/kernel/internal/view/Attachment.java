// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import java.util.function.Function;
import kasan.api.memory.SlabCache;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowFaultException;
import kasan.api.scheme.SilentShadow;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.kernel.AttachedShadow;
import kasan.lab.api.kernel.Footprint;
import kasan.lab.api.kernel.ShadowMapping;
import kasan.lab.api.kernel.StaleEntryVisitor;
import kasan.lab.api.kernel.Work;
import kasan.lab.api.scheme.SchemeChoice;
import kasan.lab.api.scheme.SchemeDescription;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.Stint;
import kasan.lab.api.wall.Wall;
import org.jspecify.annotations.Nullable;

/**
 * A shadow on its kernel: its view, its bill, and the one place where its code is called. A shadow
 * that throws or hangs is set aside; from then on whoever calls gets the answers of no shadow.
 */
public final class Attachment implements AttachedShadow, ForeignCode {
  private static final Shadow NOBODY =
      new SilentShadow() {
        @Override
        public boolean confirm(int cpu, long address, long bytes, boolean write) {
          return false;
        }
      };

  private final SchemeDescription traits;
  private final LiveView view;
  private final Shadows audience;
  private final Wall wall;
  private final Shadow walled = new WalledShadow(this);
  private @Nullable ForeignFailure failure;
  private boolean closed;

  /** The shadow, or nobody once it was set aside: nothing of it is held then. */
  private Shadow shadow;

  /** What has built it: the shadow itself may be of a class of somebody else's. */
  private Object scheme;

  private Attachment(
      Building built, SchemeDescription traits, Shadow shadow, Shadows audience, Wall wall) {
    this.traits = traits;
    this.view = built.view();
    this.shadow = shadow;
    this.scheme = built.code();
    this.audience = audience;
    this.wall = wall;
  }

  /**
   * Attaches a scheme through a view of its own; when that fails, the view gives back what was
   * taken.
   *
   * @throws ForeignFailure when the scheme throws anything but what its contract knows, gives no
   *     shadow, or hangs
   */
  public static Attachment attach(SchemeChoice scheme, LiveView view, Shadows audience, Wall wall) {
    var building = new Building(scheme.name(), ForeignServices.own(scheme.service()), view);
    Attachment made = null;
    try {
      Shadow shadow = wall.call(building, () -> scheme.service().attach(view, scheme.options()));
      made = new Attachment(building, scheme.description(), shadow, audience, wall);
      view.built();
      audience.add(made);
      return made;
    } finally {
      if (made == null) {
        view.retire(scheme.name() + " could not be attached");
      }
    }
  }

  private static String called(String name) {
    return "scheme '" + name + "'";
  }

  /** A scheme while it builds its shadow. */
  private record Building(String name, Object code, LiveView view) implements ForeignCode {
    @Override
    public String who() {
      return called(name);
    }

    @Override
    public void revoke(String why) {
      view.revoke(why);
    }
  }

  /** The shadow itself, for those who call it within a {@link Stint} of their own. */
  Shadow bare() {
    return shadow;
  }

  /**
   * A call has come back.
   *
   * @param thrown by the shadow; null for nothing
   */
  void back(Stint thread, @Nullable Throwable thrown) {
    if (thread.leave() || thrown != null) {
      failed(thread, false, thrown);
    }
  }

  /** Makes one call of the shadow. */
  long call(ShadowCall call, int cpu, long a, long b, long c, @Nullable SlabCache cache) {
    Stint thread = wall.stint();
    long answer = 0;
    Throwable thrown = null;
    thread.enter(this);
    try {
      answer = call.on(shadow, cpu, a, b, c, cache);
    } catch (Throwable e) {
      thrown = e;
    }
    if (thread.leave() || thrown != null) {
      failed(thread, call.mayFault(), thrown);
      answer = call.on(NOBODY, cpu, a, b, c, cache);
    }
    return answer;
  }

  /** Asks the shadow for words. */
  @Nullable String ask(Function<Shadow, @Nullable String> call) {
    Stint thread = wall.stint();
    String answer = null;
    Throwable thrown = null;
    thread.enter(this);
    try {
      answer = call.apply(shadow);
    } catch (Throwable e) {
      thrown = e;
    }
    if (thread.leave() || thrown != null) {
      failed(thread, false, thrown);
      answer = call.apply(NOBODY);
    }
    return answer;
  }

  /** Runs work that the shadow put off and that is due. */
  void runDue() {
    Stint thread = wall.stint();
    Throwable thrown = null;
    thread.enter(this);
    try {
      view.runDue();
    } catch (Throwable e) {
      thrown = e;
    }
    back(thread, thrown);
  }

  private void failed(Stint thread, boolean mayFault, @Nullable Throwable thrown) {
    if (thrown == null || thread.wasLate()) {
      setAside(thread.hang());
    } else if (mayFault && thrown instanceof ShadowFaultException fault) {
      throw fault;
    } else {
      shadow = NOBODY; // let go of what it holds before anybody asks who has filled the heap
      setAside(Wall.failure(this, thrown));
    }
  }

  SchemeDescription traits() {
    return traits;
  }

  /** Its view, as the kernel sees it. */
  public LiveView view() {
    return view;
  }

  @Override
  public String who() {
    return called(name());
  }

  @Override
  public Object code() {
    return scheme;
  }

  @Override
  public void revoke(String why) {
    view.revoke(why);
  }

  @Override
  public void setAside(ForeignFailure why) {
    failure = why;
    forget();
    view.setAside(why.getMessage() + "; it was set aside");
  }

  private void forget() {
    shadow = NOBODY;
    scheme = NOBODY;
  }

  @Override
  public String name() {
    return traits.name();
  }

  @Override
  public Shadow shadow() {
    return walled;
  }

  @Override
  public KernelTruth truth() {
    return view.truthNow();
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
  public @Nullable ForeignFailure failure() {
    return failure;
  }

  @Override
  public long brokenEntries() {
    return view.breaks();
  }

  @Override
  public ShadowMapping mappingAt(long shadowAddress) {
    return view.mappings().at(shadowAddress);
  }

  @Override
  public void forEachStaleEntry(StaleEntryVisitor visitor) {
    view.mappings().forEachStale(visitor);
  }

  /** Whether the TLB of a CPU holds translations that the page tables no longer have. */
  public boolean anyStale(int cpu) {
    return view.mappings().anyStale(cpu);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      forget();
      audience.remove(this);
      view.retire(traits.name() + " was detached");
    }
  }
}
