// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kasan.api.BadInputException;

/**
 * A trace that somebody still writes into a pipe, kept in a file that grows with it and can be
 * followed. What has ended has a file beside it, as whoever follows expects.
 */
final class GrowingPipe implements Runnable {
  private static final String END_MARK = ".end";
  private static final int BUFFER_BYTES = 1 << 16;

  /** Ten thousand events or so. */
  private static final int ENOUGH_BYTES = 1 << 20;

  private static final int PAUSE_SECONDS = 1;

  private final InputStream in;
  private final Path file;
  private final CountDownLatch begun = new CountDownLatch(1);
  private volatile boolean hasEvent;
  private boolean lineBegins = true;
  private boolean comment;

  private GrowingPipe(InputStream in, Path file) {
    this.in = in;
    this.file = file;
  }

  /**
   * Begins to keep it, and returns when there is enough to say what machine that is: some thousand
   * events, or those that came before a pause.
   *
   * @throws BadInputException when there is nothing, or the thread is interrupted before
   */
  static void keep(InputStream in, Path file) throws IOException {
    Files.createFile(file);
    var pipe = new GrowingPipe(in, file);
    Thread copy = new Thread(pipe, "copy standard input");
    copy.setDaemon(true);
    copy.start();
    try {
      long before = 0;
      while (!pipe.begun.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
        long now = Files.size(file);
        if (pipe.hasEvent && now == before) {
          break;
        }
        before = now;
      }
    } catch (InterruptedException e) {
      throw new BadInputException("stopped before standard input had an event", e);
    }
    if (Files.size(file) == 0) {
      throw new BadInputException("standard input is empty; expected a trace");
    }
  }

  @Override
  public void run() {
    byte[] buffer = new byte[BUFFER_BYTES];
    long all = 0;
    try (var out = Files.newOutputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        all += read;
        hasEvent = hasEvent || endsAnEvent(buffer, read);
        if (all >= ENOUGH_BYTES) {
          begun.countDown();
        }
      }
    } catch (IOException e) {
      // what has come is what there is
    }
    try {
      Files.createFile(file.resolveSibling(file.getFileName() + END_MARK));
    } catch (IOException e) {
      // nobody follows any more
    }
    begun.countDown();
  }

  /** Whether a line ends that is no comment. */
  private boolean endsAnEvent(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        if (!lineBegins && !comment) {
          return true;
        }
        lineBegins = true;
      } else if (lineBegins) {
        comment = bytes[i] == '#';
        lineBegins = false;
      }
    }
    return false;
  }
}
