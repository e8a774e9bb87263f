// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.util.Set;
import kasan.api.workload.EventField;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.events.TraceStream;

/** A format of traces: how its first bytes look, and how it is read. */
public interface TraceFormat {
  /** Name of the reader for it. */
  String readerName();

  /**
   * How sure first bytes make that a file is of this format; 0 to 100.
   *
   * @param head decompressed
   */
  int sureness(byte[] head);

  /** Whether a trace can be read while it is being written. */
  default boolean grows() {
    return false;
  }

  /**
   * Starts to read.
   *
   * @param wanted columns to fill
   */
  TraceStream open(RecordingInput input, String member, Set<EventField> wanted) throws IOException;
}
