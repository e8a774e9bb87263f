// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import kasan.api.workload.RecordingInput;

/**
 * The first whole lines of a recording that is being written, as far as they are there: nobody
 * waits who reads them.
 *
 * @param input the recording
 */
public record SoFar(RecordingInput input) implements RecordingInput {
  /** Enough for some ten thousand events. */
  private static final int BYTES = 4 << 20;

  @Override
  public InputStream open(String member) throws IOException {
    if (member.indexOf('/') >= 0) {
      return input.open(member);
    }
    byte[] head = input.head(member, BYTES);
    int length = head.length;
    while (length > 0 && head[length - 1] != '\n') {
      length--;
    }
    return new ByteArrayInputStream(head, 0, length);
  }

  @Override
  public String name() {
    return input.name();
  }

  @Override
  public List<String> members() {
    return input.members();
  }

  @Override
  public boolean has(String member) {
    return input.has(member);
  }

  @Override
  public String label(String member) {
    return input.label(member);
  }

  @Override
  public String sha256(String member) throws IOException {
    return input.sha256(member);
  }

  @Override
  public byte[] head(String member, int bytes) throws IOException {
    return input.head(member, bytes);
  }
}
