// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps standard output for results: whatever a bundle prints to {@code System.out}, logs above
 * all, goes to standard error. Results have a stream of their own, see {@link StandardStreams}.
 *
 * <p>It must come before Gogo and before the log, which both take hold of {@code System.out} when
 * they start; therefore their start levels are above ours.
 *
 * <p>When a verb has ended by lack of memory, bundles may fail by it while they stop, and the
 * framework would tell of each at length. The verb has said it: {@link #close} keeps the rest out.
 */
@Component(service = StandardOutputGuard.class, immediate = true)
public final class StandardOutputGuard {

  private final Door door;

  /** Redirects; there is no way back, since others hold the stream by then. */
  @Activate
  public StandardOutputGuard() {
    door = new Door(System.err);
    var stream = new PrintStream(door, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
  }

  /** From now on nothing of what bundles print reaches anybody. */
  void close() {
    door.open = false;
  }

  private static final class Door extends OutputStream {
    private final PrintStream err;
    private volatile boolean open = true;

    Door(PrintStream err) {
      this.err = err;
    }

    @Override
    public void write(int octet) {
      if (open) {
        err.write(octet);
      }
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
      if (open) {
        err.write(octets, offset, length);
      }
    }

    @Override
    public void flush() {
      err.flush();
    }
  }
}
