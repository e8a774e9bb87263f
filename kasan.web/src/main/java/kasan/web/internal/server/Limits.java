// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * How much of whom the server takes: so many connections, of which each must say something now and
 * then, sooner when they are many; heads of so many bytes; bodies at so many bytes a second. Who
 * connects beyond that waits in the system's queue.
 *
 * <p>The configuration of Felix's HTTP service has no word for most of it, and knows no socket that
 * listens already. So the service begins with a connector that nobody knows of, on a port of the
 * loopback address; ours takes its place before anything is served.
 */
public final class Limits {
  private static final int CONNECTIONS = 256;
  private static final int THREADS = 24;
  private static final int HEAD_BYTES = 8 << 10;
  private static final int IDLE_MILLIS = 30_000;
  private static final long IDLE_MILLIS_WHEN_MANY = 1000;
  private static final long LEAST_BYTES_A_SECOND = 1000;

  private static final String LOOPBACK = "127.0.0.1";
  private static final String SERVICE = "org.apache.felix.http.";

  private final Listener listener;
  private final int startPort;

  /**
   * @param listener whose socket the server takes over
   */
  public Limits(Listener listener) {
    this.listener = listener;
    try (Listener free = Listener.open(LOOPBACK, 0)) {
      this.startPort = free.port();
    }
  }

  /** The configuration of Felix's HTTP service. */
  public Map<String, Object> configuration(String name) {
    return Map.of(
        SERVICE + "name",
        name,
        SERVICE + "host",
        LOOPBACK,
        "org.osgi.service.http.port",
        startPort,
        SERVICE + "jetty.threadpool.max",
        THREADS,
        SERVICE + "jetty.acceptors",
        1,
        SERVICE + "jetty.selectors",
        1);
  }

  /**
   * The connector that takes the place of the service's own. A server of another configuration,
   * such as one of an earlier page that is still ending, gets one that nobody reaches: with ours it
   * would close our socket at its end.
   */
  public Connector connector(Server server) {
    if (!isOurs(server)) {
      return new LocalConnector(server);
    }
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(HEAD_BYTES);
    http.setMinRequestDataRate(LEAST_BYTES_A_SECOND);
    var ours = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    ours.setIdleTimeout(IDLE_MILLIS);
    var limit = new NetworkConnectionLimit(CONNECTIONS, ours);
    limit.setEndPointIdleTimeout(IDLE_MILLIS_WHEN_MANY);
    ours.addBean(limit);
    try {
      ours.open(listener.channel());
      stopOwn(server);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return ours;
  }

  private boolean isOurs(Server server) {
    return Arrays.stream(server.getConnectors()).anyMatch(this::isOwn);
  }

  private boolean isOwn(Connector each) {
    return each instanceof ServerConnector own && own.getPort() == startPort;
  }

  private void stopOwn(Server server) throws Exception {
    for (Connector each : server.getConnectors()) {
      if (isOwn(each)) {
        each.stop();
        server.removeConnector(each);
      }
    }
  }
}
