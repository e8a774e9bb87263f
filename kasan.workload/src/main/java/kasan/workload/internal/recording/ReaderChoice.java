// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.List;
import java.util.Map;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;

/** Picks the reader that is surest of an input; the first of equals by class name. */
public final class ReaderChoice {
  private final List<RecordingReader> readers;

  /** Picks among these. */
  public ReaderChoice(List<RecordingReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /**
   * Opens an input.
   *
   * @throws kasan.api.BadInputException when none of the readers knows it, saying what it looks
   *     like
   */
  public Recording open(RecordingInput input, Map<String, String> settings) {
    RecordingReader best = null;
    int most = 0;
    for (RecordingReader reader : readers) {
      int sureness = reader.recognise(input);
      if (sureness > most || (sureness == most && best != null && before(reader, best))) {
        best = reader;
        most = sureness;
      }
    }
    if (best == null) {
      throw TraceRecordingReader.refusal(input);
    }
    return best.open(input, settings);
  }

  private static boolean before(RecordingReader one, RecordingReader other) {
    return one.getClass().getName().compareTo(other.getClass().getName()) < 0;
  }
}
