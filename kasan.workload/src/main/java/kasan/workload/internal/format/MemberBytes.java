// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.format;

import java.io.IOException;
import kasan.api.workload.RecordingInput;

/** A binary member of an input, read from any place on. */
public final class MemberBytes {
  private final RecordingInput input;
  private final String member;

  /** The member of that name. */
  public MemberBytes(RecordingInput input, String member) {
    this.input = input;
    this.member = member;
  }

  /** Names the file in messages. */
  public String label() {
    return input.label(member);
  }

  /** Starts to read at a place; to be closed. */
  public BinaryInput at(long offset) throws IOException {
    var in = new BinaryInput(input.open(member), label(), 0);
    try {
      in.skip(offset, "what lies before byte " + offset);
      return in;
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }
}
