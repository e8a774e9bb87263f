// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import kasan.api.BadInputException;
import kasan.api.memory.Machine;
import kasan.api.workload.Recording;
import kasan.api.workload.RecordingInput;
import kasan.api.workload.RecordingReader;
import kasan.workload.internal.proc.ProcState;
import kasan.workload.internal.trace.Dialect;

/** Reads recordings whose trace is text of one dialect. */
public final class TraceRecordingReader implements RecordingReader {
  private final Dialect dialect;

  /** A reader for one dialect. */
  public TraceRecordingReader(Dialect dialect) {
    this.dialect = dialect;
  }

  @Override
  public int recognise(RecordingInput input) {
    try {
      return TraceMember.sureness(input, dialect);
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  @Override
  public SortedMap<String, String> settings() {
    return MachineSettings.titles();
  }

  @Override
  public Recording open(RecordingInput input, Map<String, String> settings) {
    try {
      MachineSettings given = MachineSettings.of(settings);
      String member = TraceMember.find(input, dialect);
      String name = shortName(input);
      ProcState before = ProcState.of(input, "before", RecordedX86.PAGE_SHIFT);
      ProcState after = ProcState.of(input, "after", RecordedX86.PAGE_SHIFT);
      var trace = new TraceFile(input, member, dialect, after);
      var recorded = new RecordedMachine(name, trace.label(), before, after, given);
      Survey survey = Survey.of(trace, recorded);
      boolean taken = false;
      try {
        if (!survey.anyEvent()) {
          throw new BadInputException(trace.label() + ": no events in it");
        }
        Machine machine = recorded.build(survey);
        taken = true;
        return new TraceRecording(name, trace, machine, before, after, survey.source());
      } finally {
        if (!taken) {
          survey.close();
        }
      }
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  /** Why an input that no reader recognised cannot be used. */
  public static BadInputException refusal(RecordingInput input) {
    try {
      return TraceMember.none(input);
    } catch (IOException e) {
      throw unreadable(input, e);
    }
  }

  private static String shortName(RecordingInput input) {
    Path path = Path.of(input.name()).toAbsolutePath().normalize();
    Path last = path.getFileName();
    return last == null ? path.toString() : last.toString();
  }

  private static BadInputException unreadable(RecordingInput input, IOException e) {
    return new BadInputException(input.name() + ": cannot be read: " + e.getMessage(), e);
  }
}
