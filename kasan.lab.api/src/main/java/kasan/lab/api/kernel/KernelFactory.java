// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.Recording;
import kasan.lab.api.wall.Wall;
import org.osgi.annotation.versioning.ProviderType;

/** Makes kernels; an OSGi service. Stateless and thread-safe. */
@ProviderType
public interface KernelFactory {
  /** What can be set on a replayed kernel, for example how unknown pages count. */
  List<OptionSpec> replayOptions();

  /**
   * A kernel whose placement is that of a recording, in the state before its first event.
   *
   * @param wall through which code of schemes is called
   * @throws kasan.api.BadInputException when recording and architecture do not fit each other
   */
  Kernel replay(Recording recording, ArchModel arch, Options options, Wall wall);

  /** The same behind a wall of its own, that nobody watches. */
  default Kernel replay(Recording recording, ArchModel arch, Options options) {
    return replay(recording, arch, options, new Wall());
  }

  /**
   * A kernel with generic KASAN's layout, whose own allocators place again what was recorded, in
   * the state before the first event. It takes the options of {@link #replay}.
   *
   * @param wall through which code of schemes is called
   * @throws kasan.api.BadInputException when recording and architecture do not fit each other
   */
  Kernel relaid(Recording recording, ArchModel arch, Options options, Wall wall);

  /** The same behind a wall of its own, that nobody watches. */
  default Kernel relaid(Recording recording, ArchModel arch, Options options) {
    return relaid(recording, arch, options, new Wall());
  }
}
