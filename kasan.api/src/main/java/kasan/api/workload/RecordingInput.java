// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The files of a recording, wherever they lie: in a folder, in an archive, or one file alone.
 * Compression is already undone; member names have no compression suffix.
 */
@ProviderType
public interface RecordingInput {
  /** What the user gave, for messages. */
  String name();

  /**
   * Members, as relative paths with slashes, ascending: {@code trace.txt}, {@code before/meminfo}.
   */
  List<String> members();

  /** Whether there is such a member. */
  boolean has(String member);

  /**
   * Whether the trace is still being written. Reading then waits at its end for more, {@link
   * InputStream#available} tells what can be read without waiting, and {@link #head} gives what is
   * there. A reader that cannot read such a trace says so.
   */
  default boolean growing() {
    return false;
  }

  /**
   * Opens a member, decompressed.
   *
   * @throws kasan.api.BadInputException when it is damaged, naming it
   */
  InputStream open(String member) throws IOException;

  /**
   * Which part of a member has been read of the stream that was opened last, from 0 to 1; negative
   * where its length is not known. Any thread may ask.
   */
  default double share(String member) {
    return -1;
  }

  /**
   * How to name a member in messages: where it lies, with its compression suffix, such as {@code
   * rec/before/kpageflags.zst} or {@code rec.zip: trace.txt.zst}.
   */
  String label(String member);

  /** SHA-256 in hex over the stored (compressed) bytes of a member. */
  String sha256(String member) throws IOException;

  /** Up to so many first bytes of a member, decompressed; to tell formats apart. */
  byte[] head(String member, int bytes) throws IOException;
}
