// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import kasan.api.BadInputException;
import kasan.api.arch.Architecture;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.Recordings;
import org.jspecify.annotations.Nullable;

/**
 * What the laboratory can work with at one moment. One call of the lab uses one inventory from its
 * start to its end, whatever comes or goes meanwhile.
 *
 * @param version of the laboratory
 * @param kernels makes the modelled machines; null when no bundle does
 * @param boot boots kernels of their own placement; null when no bundle does
 * @param recordings opens recordings; null when no bundle does
 * @param profiles makes workloads of load profiles; null when no bundle does
 * @param schemes shadow schemes
 * @param archs architectures
 * @param workloads workloads
 * @param readers readers of recordings
 * @param reporters reporters
 */
public record Inventory(
    String version,
    @Nullable KernelFactory kernels,
    @Nullable KernelBoot boot,
    @Nullable Recordings recordings,
    @Nullable LoadProfiles profiles,
    Extensions<ShadowScheme> schemes,
    Extensions<Architecture> archs,
    Extensions<Workload> workloads,
    Extensions<RecordingReader> readers,
    Extensions<Reporter> reporters) {

  /**
   * What makes the modelled machines.
   *
   * @throws BadInputException when no bundle does
   */
  public KernelFactory someKernels() {
    if (kernels == null) {
      throw missing("kernel", KernelFactory.class);
    }
    return kernels;
  }

  /**
   * What opens recordings.
   *
   * @throws BadInputException when no bundle does
   */
  public Recordings someRecordings() {
    if (recordings == null) {
      throw missing("recordings", Recordings.class);
    }
    return recordings;
  }

  /**
   * What boots kernels of their own placement.
   *
   * @throws BadInputException when no bundle does
   */
  public KernelBoot someBoot() {
    if (boot == null) {
      throw missing("kernels that boot", KernelBoot.class);
    }
    return boot;
  }

  /**
   * What makes workloads of load profiles.
   *
   * @throws BadInputException when no bundle does
   */
  public LoadProfiles someProfiles() {
    if (profiles == null) {
      throw missing("load profiles", LoadProfiles.class);
    }
    return profiles;
  }

  private static BadInputException missing(String what, Class<?> service) {
    return new BadInputException(
        "nothing here provides "
            + what
            + " (service "
            + service.getName()
            + "); 'why "
            + service.getSimpleName()
            + "' tells more");
  }

  /** What is there of one kind. */
  public Extensions<?> of(ExtensionKind kind) {
    return switch (kind) {
      case SCHEMES -> schemes;
      case ARCHS -> archs;
      case WORKLOADS -> workloads;
      case READERS -> readers;
      case REPORTERS -> reporters;
    };
  }
}
