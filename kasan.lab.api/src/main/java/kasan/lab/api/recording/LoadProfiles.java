// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import java.nio.file.Path;
import java.util.Map;
import kasan.api.workload.RecordingReader;
import kasan.api.workload.Workload;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes load profiles of recordings, and workloads of load profiles; an OSGi service. A profile is
 * a text file: how much of what was asked for and how long it lived.
 */
@ProviderType
public interface LoadProfiles {
  /**
   * What was derived.
   *
   * @param file where it is
   * @param recording name of the recording
   * @param requests that were counted
   * @param kinds kinds of requests that were told apart
   * @param standing caches with objects in use at the start
   * @param seconds length of the recording
   * @param freesOfUnknown frees of what had been handed out before the trace; they are in no figure
   * @param lostEvents that the recorder had lost
   * @param ramMib RAM of the recorded machine, as one gives it to a virtual machine
   * @param cpus of the recorded machine
   * @param agedBlocks page blocks with memory of the kernel that were taken along; 0 when the
   *     recording does not tell
   */
  record Made(
      Path file,
      String recording,
      long requests,
      int kinds,
      int standing,
      double seconds,
      long freesOfUnknown,
      long lostEvents,
      long ramMib,
      int cpus,
      int agedBlocks) {}

  /**
   * Derives a profile from a recording and writes it.
   *
   * @param settings as for {@link RecordingReader#open}
   * @param file must not exist
   * @param progress is told how many events have been read
   * @throws kasan.api.BadInputException when the recording cannot be used or the file not written;
   *     nothing is left behind then
   * @throws java.util.concurrent.CancellationException when the thread is interrupted; nothing is
   *     left behind then, either
   */
  Made derive(Path recording, Map<String, String> settings, Path file, ReadProgress progress);

  /** The same; nobody asks how far it is. */
  default Made derive(Path recording, Map<String, String> settings, Path file) {
    return derive(recording, settings, file, ReadProgress.NONE);
  }

  /**
   * The workload of a profile.
   *
   * @throws kasan.api.BadInputException when the file is no profile, naming the line
   */
  Workload load(Path file);

  /**
   * How fragmented the machine was that a profile was derived from.
   *
   * @return null when the profile does not tell: its recording had no kpageflags
   * @throws kasan.api.BadInputException when the file is no profile, naming the line
   */
  @Nullable Ageing ageing(Path file);
}
