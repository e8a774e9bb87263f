// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.recording;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import kasan.api.workload.RecordingInput;
import kasan.workload.internal.input.Refusal;
import kasan.workload.internal.proc.ProcState;
import kasan.workload.internal.trace.TraceHead;
import org.jspecify.annotations.Nullable;

/**
 * Which member of an input is the trace: one beside {@code before/} and {@code after/}, of which
 * the first lines are those of a trace.
 */
final class TraceMember {
  private TraceMember() {}

  /** How sure the first lines of a member make that it is of this format; 0 to 100. */
  static int sureness(RecordingInput input, TraceFormat format) throws IOException {
    int best = 0;
    for (String member : candidates(input)) {
      best = Math.max(best, sureness(input, member, format));
    }
    return best;
  }

  private static int sureness(RecordingInput input, String member, TraceFormat format)
      throws IOException {
    return format.sureness(input.head(member, TraceHead.BYTES));
  }

  /** The trace of this format. */
  static String find(RecordingInput input, TraceFormat format) throws IOException {
    var found = new ArrayList<String>();
    for (String member : candidates(input)) {
      if (sureness(input, member, format) > 0) {
        found.add(member);
      }
    }
    if (found.isEmpty()) {
      throw new BadInputException(input.name() + ": no " + format.readerName() + " trace in it");
    }
    if (found.size() > 1) {
      throw new BadInputException(
          input.name() + ": more than one trace: " + String.join(", ", found) + "; expected one");
    }
    return found.get(0);
  }

  /** Why nothing in an input is a trace, in the words of the most telling file. */
  static BadInputException none(RecordingInput input) throws IOException {
    List<String> candidates = candidates(input);
    @Nullable String unknown = null;
    for (String member : candidates) {
      byte[] head = TextFormat.utf8(input.head(member, TraceHead.BYTES));
      String refusal = Refusal.ofTrace(head);
      if (refusal != null && (candidates.size() == 1 || !refusal.startsWith("binary"))) {
        return new BadInputException(input.label(member) + ": " + refusal);
      }
      if (refusal == null && (candidates.size() == 1 || member.startsWith("trace"))) {
        unknown = member;
      }
    }
    if (unknown != null) {
      return new BadInputException(
          input.label(unknown)
              + ": "
              + TextFormat.head(input.head(unknown, TraceHead.BYTES)).doubt());
    }
    return new BadInputException(
        input.name()
            + ": no trace in it; expected trace.txt, trace.dat or perf.data, plain, .gz, .zst, .xz or"
            + " .bz2, beside before/ and after/; or before/ alone");
  }

  /** Whether any member could be a trace. */
  static boolean any(RecordingInput input) {
    return !candidates(input).isEmpty();
  }

  private static List<String> candidates(RecordingInput input) {
    var members = new ArrayList<String>();
    for (String member : input.members()) {
      if (member.indexOf('/') < 0
          && !member.startsWith("README")
          && !ProcState.LASTING.contains(member)) {
        members.add(member);
      }
    }
    return members;
  }
}
