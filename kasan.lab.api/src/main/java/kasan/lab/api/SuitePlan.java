// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * Which cases to run on which schemes.
 *
 * @param schemes names, in any order; empty for all that are there
 * @param instrumentation {@code outline}, {@code inline} or {@code both}
 * @param forced whether pairs of scheme and instrumentation that the scheme does not support run
 *     all the same, to see what would happen
 * @param cases pattern of case names, {@code *} for any letters and {@code ?} for one; empty for
 *     all
 * @param mode {@code generic}, {@code sw-tags} or {@code hw-tags}
 * @param files paths of cases of the user's own; when there are any, only they run
 * @param randomPrograms how many random programs to run beside the cases
 * @param seed of the random programs and of whatever the kernel leaves to chance
 * @param arch name of the architecture; empty for the first that has the mode
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record SuitePlan(
    List<String> schemes,
    String instrumentation,
    boolean forced,
    String cases,
    String mode,
    List<String> files,
    long randomPrograms,
    long seed,
    String arch,
    int hangSeconds,
    Settings settings)
    implements Plan {
  /** Copies the lists. */
  public SuitePlan {
    schemes = List.copyOf(schemes);
    files = List.copyOf(files);
  }

  /** All built-in cases on all schemes. */
  public static Builder of() {
    return new Builder();
  }

  /** The same with other settings. */
  public SuitePlan with(Settings other) {
    return new SuitePlan(
        schemes,
        instrumentation,
        forced,
        cases,
        mode,
        files,
        randomPrograms,
        seed,
        arch,
        hangSeconds,
        other);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private List<String> schemes = List.of();
    private String instrumentation = "outline";
    private boolean forced = false;
    private String cases = "";
    private String mode = "generic";
    private List<String> files = List.of();
    private long randomPrograms = 0;
    private long seed = 0;
    private String arch = "";
    private int hangSeconds = Wall.USUAL_SECONDS;
    private Settings settings = Settings.NONE;

    private Builder() {}

    /** Names of schemes, in any order. */
    public Builder schemes(List<String> value) {
      schemes = value;
      return this;
    }

    /** How kernels are compiled. */
    public Builder instrumentation(String value) {
      instrumentation = value;
      return this;
    }

    /** Whether schemes run with what they do not support. */
    public Builder forced(boolean value) {
      forced = value;
      return this;
    }

    /** Pattern of case names. */
    public Builder cases(String value) {
      cases = value;
      return this;
    }

    /** Mode of KASAN. */
    public Builder mode(String value) {
      mode = value;
      return this;
    }

    /** Paths of cases of the user's own. */
    public Builder files(List<String> value) {
      files = value;
      return this;
    }

    /** How many random programs to run as well. */
    public Builder randomPrograms(long value) {
      randomPrograms = value;
      return this;
    }

    /** Of all that is left to chance. */
    public Builder seed(long value) {
      seed = value;
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
    public SuitePlan build() {
      return new SuitePlan(
          schemes,
          instrumentation,
          forced,
          cases,
          mode,
          files,
          randomPrograms,
          seed,
          arch,
          hangSeconds,
          settings);
    }
  }
}
