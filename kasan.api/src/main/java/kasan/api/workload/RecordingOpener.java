// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Finds the files of a recording behind one path; an OSGi service. Stateless and thread-safe.
 *
 * <p>What stands between a path that a user gives and the {@link RecordingReader}s: folders,
 * archives, compression, and files that can be no recording at all.
 */
@ProviderType
public interface RecordingOpener {
  /**
   * Opens a folder, a {@code .zip} or {@code .tar} of one, or a trace file alone.
   *
   * @param path absolute
   * @throws kasan.api.BadInputException when there is nothing, or something that no reader could
   *     use whatever its format: an empty file, a Git-LFS pointer, an HTML page, a damaged archive
   */
  RecordingInput open(Path path);
}
