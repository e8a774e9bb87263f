// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import kasan.api.BadInputException;
import kasan.api.workload.RecordingInput;
import org.jspecify.annotations.Nullable;

/** SHA-256 over the stored bytes of a trace, computed once, by whoever asks first. */
final class TraceDigest {
  private final RecordingInput input;
  private final String trace;
  private @Nullable String sha256;

  TraceDigest(RecordingInput input, String trace) {
    this.input = input;
    this.trace = trace;
  }

  /** The digest in hex. */
  synchronized String sha256() {
    if (sha256 == null) {
      try {
        sha256 = input.sha256(trace);
      } catch (IOException e) {
        throw new BadInputException(input.label(trace) + ": cannot be read: " + e.getMessage(), e);
      }
    }
    return sha256;
  }
}
