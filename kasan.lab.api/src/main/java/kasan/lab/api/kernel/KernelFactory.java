// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.Recording;
import org.osgi.annotation.versioning.ProviderType;

/** Makes kernels; an OSGi service. Stateless and thread-safe. */
@ProviderType
public interface KernelFactory {
  /** What can be set on a replayed kernel, for example how unknown pages count. */
  List<OptionSpec> replayOptions();

  /**
   * A kernel whose placement is that of a recording, in the state before its first event.
   *
   * @throws kasan.api.BadInputException when recording and architecture do not fit each other
   */
  Kernel replay(Recording recording, ArchModel arch, Options options);

  /**
   * A kernel with generic KASAN's layout, whose own allocators place again what was recorded, in
   * the state before the first event. It takes the options of {@link #replay}.
   *
   * @throws kasan.api.BadInputException when recording and architecture do not fit each other
   */
  Kernel relaid(Recording recording, ArchModel arch, Options options);
}
