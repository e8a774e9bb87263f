// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One design of shadow memory; an OSGi service that carries {@link SchemeInfo}.
 *
 * <p>A scheme is a stateless, thread-safe factory. All state lives in the {@link Shadow}, of which
 * any number may be alive at once on different kernels.
 */
@ConsumerType
public interface ShadowScheme {
  /** What users can set with {@code --set NAME.OPTION=VALUE}. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /**
   * Why it cannot run on an architecture; asked before anything is built.
   *
   * @param options checked values of {@link #options()}
   * @return one line that says what it would need; null when it can
   */
  default @Nullable String refusal(ArchModel arch, Options options) {
    return null;
  }

  /**
   * Builds the shadow of a kernel that may already be running: from {@link KernelView#truth()}, not
   * from a history of events. When it returns, every byte the truth knows is shadowed as the scheme
   * would have it; bytes whose state is unknown are accessible.
   *
   * @param view all that the shadow may touch; kept by the shadow for its life
   * @param options checked values of {@link #options()}
   * @throws OutOfFramesException when the kernel has no frames left for it; what was taken until
   *     then is given back by the view
   */
  Shadow attach(KernelView view, Options options);
}
