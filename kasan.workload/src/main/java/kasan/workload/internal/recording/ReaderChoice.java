// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.lab.api.foreign.ForeignServices;
import kasan.lab.api.wall.ForeignFailure;

/**
 * Picks the reader that is surest of an input; the first of equals by class name. If it fails, the
 * next one is tried.
 */
public final class ReaderChoice {
  private final List<RecordingReader> readers;
  private final Consumer<ForeignFailure> leftOut;

  private record Claim(RecordingReader reader, int sureness) {
    String author() {
      return ForeignServices.own(reader).getClass().getName();
    }
  }

  /** Picks among these. */
  public ReaderChoice(List<RecordingReader> readers) {
    this(readers, failure -> {});
  }

  /**
   * Picks among these.
   *
   * @param leftOut is told of those that fail
   */
  public ReaderChoice(List<RecordingReader> readers, Consumer<ForeignFailure> leftOut) {
    this.readers = List.copyOf(readers);
    this.leftOut = leftOut;
  }

  /**
   * Opens an input.
   *
   * @throws BadInputException when none of the readers knows it, saying what it looks like
   */
  public Recording open(RecordingInput input, Map<String, String> settings) {
    List<Claim> claims = claims(input);
    ForeignFailure first = null;
    for (Claim claim : claims) {
      try {
        return claim.reader().open(input, settings);
      } catch (ForeignFailure e) {
        first = first == null ? e : first;
        leftOut.accept(e);
      }
    }
    throw first == null
        ? TraceRecordingReader.refusal(input)
        : new BadInputException(input.name() + ": " + first.getMessage(), first);
  }

  /** Who can read it, the surest first. */
  private List<Claim> claims(RecordingInput input) {
    var claims = new ArrayList<Claim>();
    for (RecordingReader reader : readers) {
      try {
        int sureness = reader.recognise(input);
        if (sureness > 0) {
          claims.add(new Claim(reader, sureness));
        }
      } catch (ForeignFailure e) {
        leftOut.accept(e);
      }
    }
    claims.sort(Comparator.comparingInt(Claim::sureness).reversed().thenComparing(Claim::author));
    return claims;
  }
}
