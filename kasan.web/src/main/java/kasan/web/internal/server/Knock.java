// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks our own server for something until it is answered, since nobody says when all is there. */
public final class Knock {
  private static final int ATTEMPTS = 600;
  private static final long PAUSE_MILLIS = 50;
  private static final int WAIT_MILLIS = 60_000;
  private static final String OK = " 200 ";
  private static final int STATUS_BYTES = 32;

  private final InetSocketAddress address;

  /**
   * @param listener that a server is about to take over
   */
  public Knock(Listener listener) {
    this.address = listener.reached();
  }

  /** Returns when a path is served; false when it is not after a minute or so. */
  public boolean isAnswered(String path) throws InterruptedException {
    for (int i = 0; i < ATTEMPTS; i++) {
      if (ask(path)) {
        return true;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return false;
  }

  private boolean ask(String path) {
    try (var socket = new Socket()) {
      socket.connect(address, WAIT_MILLIS);
      socket.setSoTimeout(WAIT_MILLIS);
      byte[] request =
          ("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(request);
      InputStream in = socket.getInputStream();
      return new String(in.readNBytes(STATUS_BYTES), StandardCharsets.US_ASCII).contains(OK);
    } catch (IOException e) {
      return false; // not yet
    }
  }
}
