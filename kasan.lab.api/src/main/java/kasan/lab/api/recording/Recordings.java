// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds recordings where users keep them and opens them with the {@link RecordingReader} that is
 * surest of them; an OSGi service. Thread-safe.
 */
@ProviderType
public interface Recordings {
  /**
   * The files at a path: a folder, a .zip or .tar of one, or a trace alone.
   *
   * @throws kasan.api.BadInputException when there is nothing that can be read
   */
  RecordingInput input(Path path);

  /**
   * Opens a recording; close it when done.
   *
   * @param settings as for {@link RecordingReader#open}
   * @throws kasan.api.BadInputException when it cannot be used, saying why: empty, truncated, a Git
   *     LFS pointer, not a trace, hashed pointers
   */
  Recording open(Path path, Map<String, String> settings);

  /**
   * Opens a recording that may still be being written: its events wait at the end of what is there,
   * or say that there is nothing yet ({@link kasan.api.workload.EventSource#whenMore}). It has
   * ended when the folder {@code after/} is there, or, for a trace alone, a file beside it whose
   * name is that of the trace and {@code .end}.
   *
   * @param settings as for {@link RecordingReader#open}
   * @throws kasan.api.BadInputException as {@link #open}, or when it cannot be followed
   */
  Recording follow(Path path, Map<String, String> settings);

  /**
   * Follows the machine that this runs on: its kernel is traced from now on, until the time is over
   * or the recording is closed. The events come once, and carry all fields; {@code after()} tells
   * nothing before the end. Settings of the machine that it changes are put back.
   *
   * @param length of time; zero for as long as the recording is open
   * @param settings as for {@link RecordingReader#open}
   * @throws kasan.api.BadInputException when the machine may not be traced, saying what is needed
   */
  Recording live(Duration length, Map<String, String> settings);
}
