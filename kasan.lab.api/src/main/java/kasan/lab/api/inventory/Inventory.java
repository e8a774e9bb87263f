// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import kasan.api.BadInputException;
import kasan.api.arch.Architecture;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.report.Reporter;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import kasan.lab.api.kernel.KernelBoot;
import kasan.lab.api.kernel.KernelFactory;
import kasan.lab.api.recording.LoadProfiles;
import kasan.lab.api.recording.Recordings;
import kasan.lab.api.wall.ForeignFailure;
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
 * @param configured what options are when a plan does not say, the highest layer first; asked for
 *     when a plan is checked
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
    Extensions<Reporter> reporters,
    Supplier<List<OptionLayer>> configured) {
  /**
   * Owners of options that are no extensions: the kernel that replays, load profiles, the suite.
   */
  private static final List<String> OTHER_OWNERS = List.of("", "load", "suite");

  /** One in which nothing is configured. */
  public Inventory(
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
    this(
        version,
        kernels,
        boot,
        recordings,
        profiles,
        schemes,
        archs,
        workloads,
        readers,
        reporters,
        List::of);
  }

  /**
   * What is configured at this moment, the highest first.
   *
   * @throws BadInputException when something is configured that cannot be
   */
  public List<OptionLayer> configuredNow() {
    List<OptionLayer> layers = configured.get();
    for (OptionLayer layer : layers) {
      check(layer);
    }
    return layers;
  }

  /**
   * Holds what is configured against what is there.
   *
   * @throws BadInputException for an owner or an option that is not there, or a value that is not
   *     permitted; it names the layer
   */
  public void check(OptionLayer layer) {
    layer
        .byOwner()
        .forEach(
            (owner, values) -> {
              try {
                check(owner, values);
              } catch (BadInputException e) {
                throw new BadInputException(layer.origin() + ": " + e.getMessage(), e);
              } catch (ForeignFailure e) {
                // it is told where it takes part
              }
            });
  }

  private void check(String owner, Map<String, String> values) {
    if (owner.isEmpty()) {
      List<OptionSpec> known = kernels == null ? List.of() : kernels.replayOptions();
      for (OptionSpec option : known) {
        option.check(owner, values.getOrDefault(option.name(), option.defaultValue()));
      }
    } else if (schemes.find(owner) != null) {
      Options.of(owner, schemes.get(owner).service().options(), values);
    } else if (archs.find(owner) != null) {
      Options.of(owner, archs.get(owner).service().options(), values);
    } else if (workloads.find(owner) != null) {
      Options.of(owner, workloads.get(owner).service().options(), values);
    } else if (!OTHER_OWNERS.contains(owner)) {
      var known = new TreeSet<String>(schemes.names());
      known.addAll(archs.names());
      known.addAll(workloads.names());
      throw BadInputException.unknownName("owner of options", owner, known);
    }
  }

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
