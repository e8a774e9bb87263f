// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Makes a recording of the machine it runs on; an OSGi service. */
@ProviderType
public interface Recorder {
  /**
   * What to record.
   *
   * @param folder where the recording goes; must not exist or be empty
   * @param length how long; when a command is given, at most
   * @param cold whether caches are dropped first
   * @param command what to run meanwhile; empty to record what happens anyway
   */
  record Plan(Path folder, Duration length, boolean cold, List<String> command) {
    /** Copies the list. */
    public Plan {
      command = List.copyOf(command);
    }
  }

  /**
   * What was recorded.
   *
   * @param folder where it is
   * @param events in the trace
   * @param lostEvents that the ring buffer could not keep
   * @param commandStatus exit status of the command; -1 without one or when it was ended
   * @param length of what was recorded, snapshots included; shorter than planned when the command
   *     ended, or when the ring buffer was nearly full
   * @param files size in bytes of each file, by relative path
   */
  record Made(
      Path folder,
      long events,
      long lostEvents,
      int commandStatus,
      Duration length,
      SortedMap<String, Long> files) {}

  /**
   * Records. Settings of the machine that it changes are put back, whatever happens.
   *
   * @param told is told in a line what is done now, for one takes longer than the other
   * @throws kasan.api.BadInputException when it may not or cannot, saying what is needed; nothing
   *     is left behind then
   */
  Made record(Plan plan, Consumer<String> told);

  /**
   * Writes what /proc says of this machine now, as far as this user may read it, into {@code
   * before/} of a folder. Nothing is traced and no setting changed.
   *
   * @throws kasan.api.BadInputException when it cannot
   */
  void snapshot(Path folder);
}
