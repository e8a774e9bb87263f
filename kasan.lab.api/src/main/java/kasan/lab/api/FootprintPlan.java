// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * Which kernels to boot, to see what is left of RAM.
 *
 * @param ramMib RAM sizes in MiB, in the order of the result
 * @param cpus CPUs of each machine
 * @param profile name of a built-in profile, or path of a profile file; empty for the first
 *     built-in one
 * @param instrumentation {@code outline}, {@code inline} or {@code both}
 * @param schemes names, in any order; empty for all that are there. The floor takes part always
 * @param arch name of the architecture; empty for the one that ranks highest
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record FootprintPlan(
    List<Long> ramMib,
    int cpus,
    String profile,
    String instrumentation,
    List<String> schemes,
    String arch,
    int hangSeconds,
    Settings settings)
    implements Plan {
  /** Copies the lists. */
  public FootprintPlan {
    ramMib = List.copyOf(ramMib);
    schemes = List.copyOf(schemes);
  }

  /** All schemes, on machines with so many MiB of RAM. */
  public static Builder of(List<Long> ramMib) {
    return new Builder(ramMib);
  }

  /** The same with other settings. */
  public FootprintPlan with(Settings other) {
    return new FootprintPlan(
        ramMib, cpus, profile, instrumentation, schemes, arch, hangSeconds, other);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final List<Long> ramMib;
    private int cpus = 2;
    private String profile = "";
    private String instrumentation = "outline";
    private List<String> schemes = List.of();
    private String arch = "";
    private int hangSeconds = Wall.USUAL_SECONDS;
    private Settings settings = Settings.NONE;

    private Builder(List<Long> ramMib) {
      this.ramMib = ramMib;
    }

    /** CPUs of each machine. */
    public Builder cpus(int value) {
      cpus = value;
      return this;
    }

    /** Name or path of a boot profile. */
    public Builder profile(String value) {
      profile = value;
      return this;
    }

    /** How kernels are compiled. */
    public Builder instrumentation(String value) {
      instrumentation = value;
      return this;
    }

    /** Names of schemes, in any order. */
    public Builder schemes(List<String> value) {
      schemes = value;
      return this;
    }

    /** Name of the architecture. */
    public Builder arch(String value) {
      arch = value;
      return this;
    }

    /** How long one call of foreign code may take. */
    public Builder hangSeconds(int value) {
      hangSeconds = value;
      return this;
    }

    /** Options that users set. */
    public Builder settings(Settings value) {
      settings = value;
      return this;
    }

    /** The plan. */
    public FootprintPlan build() {
      return new FootprintPlan(
          ramMib, cpus, profile, instrumentation, schemes, arch, hangSeconds, settings);
    }
  }
}
