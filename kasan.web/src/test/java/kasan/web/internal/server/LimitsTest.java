// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class LimitsTest {
  /** The HTTP service is told of its configuration once more while it comes up. */
  @Test
  void serverThatIsStartedAgainHasThePort() throws Exception {
    try (Listener listener = Listener.open("127.0.0.1", 0)) {
      var limits = new Limits(listener);
      for (int i = 0; i < 2; i++) {
        var server = new Server();
        var own = new ServerConnector(server);
        own.setPort((Integer) limits.configuration("any").get("org.osgi.service.http.port"));
        server.addConnector(own);
        server.addConnector(limits.connector(server));
        assertEquals(1, server.getConnectors().length);
        server.start();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
          assertEquals(listener.port(), socket.getPort());
        }
        server.stop();
      }
    }
  }

  /** One of an earlier page that is still ending. */
  @Test
  void serverOfAnotherConfigurationLeavesTheSocketAlone() throws Exception {
    try (Listener listener = Listener.open("127.0.0.1", 0)) {
      var server = new Server();
      server.addConnector(new Limits(listener).connector(server));
      server.start();
      server.stop();
      assertTrue(listener.channel().isOpen());
    }
  }

  @Test
  void whatIsClosedStaysSo() throws IOException {
    Listener listener = Listener.open("127.0.0.1", 0);
    listener.close();
    assertFalse(listener.channel().isOpen());
  }
}
