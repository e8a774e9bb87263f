// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import kasan.api.BadInputException;
import kasan.api.workload.RecordingInput;

/**
 * A recording that is still being written: a folder without {@code after/}, or a trace alone
 * without a file of its name and {@code .end} beside it.
 */
public final class GrowingInput implements RecordingInput {
  private static final String END_MARK = ".end";

  private final MemberInput there;
  private final BooleanSupplier ended;
  private final Pause pause;

  private GrowingInput(MemberInput there, BooleanSupplier ended, Pause pause) {
    this.there = there;
    this.ended = ended;
    this.pause = pause;
  }

  /**
   * What lies at a path; a recording that has ended is opened as any other.
   *
   * @param pause between two looks at a file of which all was read
   */
  public static RecordingInput of(Path path, Pause pause) {
    MemberInput there = MemberInput.of(path);
    Path mark =
        Files.isDirectory(path)
            ? path.resolve("after")
            : path.resolveSibling(path.getFileName() + END_MARK);
    BooleanSupplier ended = () -> Files.exists(mark);
    return ended.getAsBoolean() ? there : new GrowingInput(there, ended, pause);
  }

  @Override
  public boolean growing() {
    return true;
  }

  @Override
  public String name() {
    return there.name();
  }

  @Override
  public List<String> members() {
    return there.members();
  }

  @Override
  public boolean has(String member) {
    return there.has(member);
  }

  /** Files in folders do not grow: they are the state before the trace. */
  @Override
  public InputStream open(String member) throws IOException {
    if (member.indexOf('/') >= 0) {
      return there.open(member);
    }
    InputStream stored = there.openPlain(member);
    if (stored == null) {
      throw new BadInputException(
          label(member)
              + ": cannot be followed: it is compressed or in an archive; expected a plain file");
    }
    return new GrowingFile(stored, ended, pause);
  }

  @Override
  public String label(String member) {
    return there.label(member);
  }

  @Override
  public String sha256(String member) throws IOException {
    return there.sha256(member);
  }

  @Override
  public byte[] head(String member, int bytes) throws IOException {
    return there.head(member, bytes);
  }
}
