// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.List;
import kasan.lab.api.wall.Wall;

/**
 * A run: one kernel, one shadow at a time, one stream of events.
 *
 * @param source name of a workload, {@code load:} and the path of a load profile, {@code rec:} and
 *     the path of a recording, or {@code live:} and for how many seconds the machine that this runs
 *     on is followed, without a number until the run is ended
 * @param scheme name of the scheme to begin with
 * @param ramMib RAM of the machine that a workload runs on; 0 for what is usual, or for what was
 *     recorded
 * @param cpus CPUs of that machine; 0 likewise
 * @param seed of everything that is left to chance
 * @param layout how objects are laid out: {@code plain} without what KASAN adds, {@code kasan} as
 *     the first scheme needs them, {@code widest} so that schemes of several layout classes can
 *     stand, a layout class by its name, or {@code recorded}; empty for what is usual
 * @param arch name of the architecture; empty for the first
 * @param instrumentation {@code outline}, {@code inline}, {@code hardware}, {@code none}; empty for
 *     what suits the first scheme
 * @param profile name or file of a boot profile; empty for the first
 * @param swaps to be made by themselves
 * @param hangSeconds how long code of a scheme may take for one call
 * @param timing whether the result tells wall-clock times, which differ from run to run
 * @param follow whether the recording may still be being written; the run then waits at the end of
 *     what is there until it has ended
 * @param settings options that users set
 * @param aged whose fragmentation the machine of a workload begins with: the path of a load
 *     profile, or {@code none}; empty for that of the load profile that runs, and none for other
 *     workloads
 */
public record RunPlan(
    String source,
    String scheme,
    long ramMib,
    int cpus,
    long seed,
    String layout,
    String arch,
    String instrumentation,
    String profile,
    List<PlannedSwap> swaps,
    int hangSeconds,
    boolean timing,
    boolean follow,
    Settings settings,
    String aged)
    implements Plan {
  /** The machine has just booted. */
  public static final String NOT_AGED = "none";

  /** Begins the source of a run that replays a recording. */
  public static final String RECORDING = "rec:";

  /** Begins the source of a run that follows the machine that it runs on. */
  public static final String LIVE = "live:";

  /** As long as that machine can be followed: a year. */
  public static final long MOST_LIVE_SECONDS = 366L * 24 * 3600;

  /** Copies the lists. */
  public RunPlan {
    swaps = List.copyOf(swaps);
  }

  /** A run of a source that begins with a scheme. */
  public static Builder of(String source, String scheme) {
    return new Builder(source, scheme);
  }

  /** Whether recorded events are replayed, those of a machine that is followed among them. */
  public boolean replays() {
    return source.startsWith(RECORDING) || source.startsWith(LIVE);
  }

  /** The same with other settings. */
  public RunPlan with(Settings other) {
    return new RunPlan(
        source,
        scheme,
        ramMib,
        cpus,
        seed,
        layout,
        arch,
        instrumentation,
        profile,
        swaps,
        hangSeconds,
        timing,
        follow,
        other,
        aged);
  }

  /** Sets what is not as usual. */
  public static final class Builder {
    private final String source;
    private final String scheme;
    private long ramMib = 0;
    private int cpus = 0;
    private long seed = 1;
    private String layout = "";
    private String arch = "";
    private String instrumentation = "";
    private String profile = "";
    private List<PlannedSwap> swaps = List.of();
    private int hangSeconds = Wall.USUAL_SECONDS;
    private boolean timing = false;
    private boolean follow = false;
    private Settings settings = Settings.NONE;
    private String aged = "";

    private Builder(String source, String scheme) {
      this.source = source;
      this.scheme = scheme;
    }

    /** RAM of the machine of a workload. */
    public Builder ramMib(long value) {
      ramMib = value;
      return this;
    }

    /** CPUs of that machine. */
    public Builder cpus(int value) {
      cpus = value;
      return this;
    }

    /** Of all that is left to chance. */
    public Builder seed(long value) {
      seed = value;
      return this;
    }

    /** How objects are laid out. */
    public Builder layout(String value) {
      layout = value;
      return this;
    }

    /** Name of the architecture. */
    public Builder arch(String value) {
      arch = value;
      return this;
    }

    /** How the kernel is compiled. */
    public Builder instrumentation(String value) {
      instrumentation = value;
      return this;
    }

    /** Name or path of a boot profile. */
    public Builder profile(String value) {
      profile = value;
      return this;
    }

    /** Swaps to be made by themselves. */
    public Builder swaps(List<PlannedSwap> value) {
      swaps = value;
      return this;
    }

    /** How long one call of foreign code may take. */
    public Builder hangSeconds(int value) {
      hangSeconds = value;
      return this;
    }

    /** Whether the result tells wall-clock times. */
    public Builder timing(boolean value) {
      timing = value;
      return this;
    }

    /** Whether to wait at the end of a recording that is being written. */
    public Builder follow(boolean value) {
      follow = value;
      return this;
    }

    /** Options that users set. */
    public Builder settings(Settings value) {
      settings = value;
      return this;
    }

    /** Whose fragmentation the machine of a workload begins with. */
    public Builder aged(String value) {
      aged = value;
      return this;
    }

    /** The plan. */
    public RunPlan build() {
      return new RunPlan(
          source,
          scheme,
          ramMib,
          cpus,
          seed,
          layout,
          arch,
          instrumentation,
          profile,
          swaps,
          hangSeconds,
          timing,
          follow,
          settings,
          aged);
    }
  }
}
