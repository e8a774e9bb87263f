// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.guard;

import java.util.List;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.option.Options;
import kasan.api.scheme.KernelTruth;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.OutOfFramesException;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.jspecify.annotations.Nullable;

/**
 * A scheme as a run uses it, once: all its code is called through one {@link Guard}, and after
 * {@link #release} nothing of it is held. Without a scheme behind it, it is a kernel without
 * shadow.
 */
public final class GuardedScheme implements ShadowScheme {
  private final String name;
  private final Guard guard = new Guard();
  private volatile @Nullable ShadowScheme scheme;
  private @Nullable GuardedShadow shadow;
  private @Nullable KernelTruth truth;

  /**
   * @param name for messages
   * @param scheme what is guarded; null for no shadow
   */
  public GuardedScheme(String name, @Nullable ShadowScheme scheme) {
    this.name = name;
    this.scheme = scheme;
  }

  /** What watches over the scheme's code. */
  public Guard guard() {
    return guard;
  }

  /** Whether it is this very service. */
  public boolean isOf(ShadowScheme service) {
    return scheme == service;
  }

  /** The truth as the shadow was built from it; null before it was. */
  public @Nullable KernelTruth truth() {
    return truth;
  }

  /** Lets go of scheme and shadow; whoever still calls gets the answers of no shadow. */
  public void release() {
    guard.close();
    scheme = null;
    GuardedShadow built = shadow;
    if (built != null) {
      built.release();
    }
  }

  /**
   * Options of the scheme, checked.
   *
   * @throws BadInputException for a value that is not permitted
   * @throws SchemeFailedException when the scheme throws
   */
  public Options optionsOf(Map<String, String> given) {
    ShadowScheme of = scheme;
    return of == null ? Options.NONE : call(() -> Options.of(name, of.options(), given));
  }

  /** Why it cannot run on an architecture, as {@link ShadowScheme#refusal}. */
  @Override
  public @Nullable String refusal(ArchModel arch, Options options) {
    ShadowScheme of = scheme;
    List<String> said = of == null ? List.of() : call(() -> asList(of.refusal(arch, options)));
    return said.isEmpty() ? null : said.get(0);
  }

  private static List<String> asList(@Nullable String text) {
    return text == null ? List.of() : List.of(text);
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    truth = view.truth();
    ShadowScheme of = scheme;
    Shadow built = of == null ? null : call(() -> of.attach(new GuardedView(view, guard), options));
    shadow = new GuardedShadow(guard, built);
    return shadow;
  }

  private interface Asked<T> {
    T answer();
  }

  private <T> T call(Asked<T> asked) {
    T answer = null;
    RuntimeException known = null;
    if (guard.enter()) {
      try {
        answer = asked.answer();
      } catch (OutOfFramesException | BadInputException e) {
        known = e;
      } catch (Throwable e) {
        guard.threw(e);
      }
    }
    guard.exit();
    String failure = guard.failure();
    if (failure == null && known != null) {
      throw known;
    }
    if (failure != null || answer == null) {
      throw new SchemeFailedException(failure == null ? "gave no answer" : failure);
    }
    return answer;
  }
}
