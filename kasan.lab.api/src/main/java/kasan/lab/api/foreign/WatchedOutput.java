// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import kasan.lab.api.wall.ForeignCalls;
import org.jspecify.annotations.Nullable;

/**
 * What foreign code writes to. While it waits for a slow terminal or pipe it does not hang; it
 * cannot close what is not its own; and what failed in writing is remembered.
 */
final class WatchedOutput extends FilterOutputStream {
  private @Nullable IOException failure;

  WatchedOutput(OutputStream out) {
    super(out);
  }

  /** Fails if writing has failed. */
  void check() throws IOException {
    if (failure != null) {
      throw failure;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private void outside(Step step) throws IOException {
    try {
      ForeignCalls.outside(
          () -> {
            step.run();
            return null;
          });
    } catch (IOException e) {
      failure = e;
      throw e;
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  @Override
  public void write(int octet) throws IOException {
    outside(() -> out.write(octet));
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    outside(() -> out.write(octets, from, count));
  }

  @Override
  public void flush() throws IOException {
    outside(out::flush);
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
