// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kasan.api.BadInputException;
import kasan.api.workload.Recording;
import kasan.lab.api.RunPlan;
import kasan.lab.api.recording.Recordings;

/** What a plan names as the source of recorded events: a recording, or this machine as it runs. */
public final class RecordedSource {
  private final String text;

  private RecordedSource(String text) {
    this.text = text;
  }

  /**
   * Reads the text in a plan.
   *
   * @throws BadInputException when it can be no source
   */
  public static RecordedSource of(String text) {
    var source = new RecordedSource(text);
    if (source.live()) {
      source.length();
    } else {
      source.path();
    }
    return source;
  }

  /** Whether it is the machine that the laboratory runs on. */
  public boolean live() {
    return text.startsWith(RunPlan.LIVE);
  }

  /** Where the recording lies. */
  public Path path() {
    return SourcePath.ofRecording(text);
  }

  /** How long the machine is followed; zero to the end of the run. */
  private Duration length() {
    String seconds = text.substring(RunPlan.LIVE.length());
    if (seconds.isEmpty()) {
      return Duration.ZERO;
    }
    try {
      long count = Long.parseLong(seconds);
      if (count > 0 && count <= RunPlan.MOST_LIVE_SECONDS) {
        return Duration.ofSeconds(count);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new BadInputException(
        "'" + text + "': expected " + RunPlan.LIVE + " and a number of seconds, or nothing");
  }

  /** What users call it: the last name of the path, or {@code live}. */
  public String program() {
    return live()
        ? RunPlan.LIVE.substring(0, RunPlan.LIVE.length() - 1)
        : String.valueOf(path().getFileName());
  }

  /**
   * Opens it.
   *
   * @param follow whether the recording may still be being written
   * @param machine what the user set for the machine
   */
  public Recording open(Recordings recordings, boolean follow, Map<String, String> machine) {
    if (live()) {
      return recordings.live(length(), machine);
    }
    return follow ? recordings.follow(path(), machine) : recordings.open(path(), machine);
  }
}
