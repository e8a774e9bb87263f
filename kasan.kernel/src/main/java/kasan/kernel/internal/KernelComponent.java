// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.workload.Recording;
import kasan.kernel.internal.relaid.RelaidKernel;
import kasan.kernel.internal.replay.ReplayKernel;
import kasan.lab.api.kernel.Kernel;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.wall.Wall;
import org.osgi.service.component.annotations.Component;

/** Makes kernels of recordings, as a service. */
@Component
public final class KernelComponent implements KernelFactory {
  private static final String UNKNOWN = "unknown";
  private static final String FREE = "free";

  private static final List<OptionSpec> REPLAY_OPTIONS =
      List.of(
          OptionSpec.choice(
              UNKNOWN,
              "pages of which nothing is known: keep their blocks mapped, or count them as free",
              "keep",
              FREE));

  @Override
  public List<OptionSpec> replayOptions() {
    return REPLAY_OPTIONS;
  }

  @Override
  public Kernel replay(Recording recording, ArchModel arch, Options options, Wall wall) {
    return new ReplayKernel(recording, arch, options.word(UNKNOWN).equals(FREE), wall);
  }

  @Override
  public Kernel relaid(Recording recording, ArchModel arch, Options options, Wall wall) {
    return new RelaidKernel(recording, arch, options.word(UNKNOWN).equals(FREE), wall);
  }
}
