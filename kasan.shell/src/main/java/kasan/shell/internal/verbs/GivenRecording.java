// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.lab.api.recording.Recorder;
import kasan.shell.verb.VerbSession;

/**
 * The recording that a user names: a path, or what is kept for the time of the verb: standard
 * input, this machine as it is now.
 */
final class GivenRecording implements AutoCloseable {
  /** Stands for standard input. */
  static final String STANDARD_INPUT = "-";

  private static final String PATH_PREFIX = "rec:";

  private final Path path;
  private final List<Path> kept;

  private GivenRecording(Path path, List<Path> kept) {
    this.path = path;
    this.kept = kept;
  }

  /** What lies at a path; standard input for {@code -}. */
  static GivenRecording of(String given, VerbSession session) {
    if (given.equals(STANDARD_INPUT)) {
      return keep("standard-input", file -> copy(session, file));
    }
    return at(
        session.path(
            given.startsWith(PATH_PREFIX) ? given.substring(PATH_PREFIX.length()) : given));
  }

  /** Standard input, whose end nobody waits for: a file grows with it. */
  static GivenRecording followed(VerbSession session) {
    return keep("standard-input", file -> GrowingPipe.keep(session.input(), file));
  }

  static GivenRecording at(Path path) {
    return new GivenRecording(path, List.of());
  }

  /** This machine as /proc shows it now. */
  static GivenRecording ofThisMachine(Recorder recorder) {
    return keep("this-machine", recorder::snapshot);
  }

  interface Maker {
    void make(Path at) throws IOException;
  }

  static GivenRecording keep(String name, Maker maker) {
    try {
      Path folder = Files.createTempDirectory("kasan-");
      var recording = new GivenRecording(folder.resolve(name), List.of(folder));
      try {
        maker.make(recording.path);
        return recording;
      } catch (IOException | RuntimeException e) {
        recording.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInputException("no room to keep the input: " + e.getMessage(), e);
    }
  }

  private static void copy(VerbSession session, Path file) throws IOException {
    InputStream in = session.input();
    try (var out = Files.newOutputStream(file)) {
      in.transferTo(out);
    }
    if (Files.size(file) == 0) {
      throw new BadInputException("standard input is empty; expected a trace");
    }
  }

  Path path() {
    return path;
  }

  /** What works with it. */
  interface Work<T> {
    T on(Path recording) throws InterruptedException;
  }

  /**
   * Works with it. Of what is kept for a while the path says nothing to a user: its name is told.
   */
  <T> T use(Work<T> work) throws InterruptedException {
    try {
      return work.on(path);
    } catch (BadInputException e) {
      String message = String.valueOf(e.getMessage());
      if (kept.isEmpty() || !message.contains(path.toString())) {
        throw e;
      }
      String name = path.getFileName().toString().replace('-', ' ');
      throw new BadInputException(message.replace(path.toString(), name), e);
    }
  }

  @Override
  public void close() {
    for (Path folder : kept) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      } catch (IOException e) {
        // the system clears its folder for such files
      }
    }
  }
}
