// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * What to compare.
 *
 * @param source the recording: folder, archive or trace file, with or without {@code rec:} before
 *     it; or {@code live:} as for a {@link RunPlan}
 * @param schemes names, in any order; empty for all that are there
 * @param arch name of the architecture; empty for that of the recording, or the first
 * @param layout {@code recorded}: the placement of the recording as it is; {@code kasan}: placed
 *     again
 * @param hangSeconds how long one call of foreign code may take
 * @param settings options that users set
 */
public record ComparePlan(
    String source,
    List<String> schemes,
    String arch,
    String layout,
    int hangSeconds,
    Settings settings)
    implements Plan {
  /** Copies the lists. */
  public ComparePlan {
    schemes = List.copyOf(schemes);
  }

  /** All schemes, on a recording as it is. */
  public static Builder of(String source) {
    return new Builder(source);
  }

  /** The same on an architecture. */
  public ComparePlan on(String other) {
    return new ComparePlan(source, schemes, other, layout, hangSeconds, settings);
  }

  /** The same with other settings. */
  public ComparePlan with(Settings other) {
    return new ComparePlan(source, schemes, arch, layout, hangSeconds, other);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String source;
    private List<String> schemes = List.of();
    private String arch = "";
    private String layout = "recorded";
    private int hangSeconds = Wall.USUAL_SECONDS;
    private Settings settings = Settings.NONE;

    private Builder(String source) {
      this.source = source;
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

    /** How objects are laid out. */
    public Builder layout(String value) {
      layout = value;
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
    public ComparePlan build() {
      return new ComparePlan(source, schemes, arch, layout, hangSeconds, settings);
    }
  }
}
