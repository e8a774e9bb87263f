// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import kasan.api.BadInputException;

/** A socket that listens: who connects waits until a server takes it over. */
public final class Listener implements AutoCloseable {
  private static final int QUEUED = 128;

  private final InetSocketAddress address;
  private ServerSocketChannel channel;
  private boolean closed;

  private Listener(ServerSocketChannel channel) throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
  }

  private static ServerSocketChannel bind(InetSocketAddress address) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open();
    try {
      return channel.bind(address, QUEUED);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Listens.
   *
   * @param host name or number of an address of this machine
   * @param port 0 for any that is free
   * @throws BadInputException when nobody can listen there
   */
  public static Listener open(String host, int port) {
    try {
      return new Listener(bind(new InetSocketAddress(InetAddress.getByName(host), port)));
    } catch (UnknownHostException e) {
      throw new BadInputException("'" + host + "' is no address of this machine", e);
    } catch (IOException e) {
      throw new BadInputException(
          "nobody can listen on " + host + ", port " + port + ": " + e.getMessage(), e);
    }
  }

  /** The port. */
  public int port() {
    return address.getPort();
  }

  /** An address at which this machine reaches it. */
  InetSocketAddress reached() {
    return address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port())
        : address;
  }

  /**
   * The socket. A server that is stopped closes the one that it had; the HTTP service stops its
   * server and starts another when it is told of one configuration twice, as happens when it comes
   * up just then.
   */
  synchronized ServerSocketChannel channel() throws IOException {
    if (!channel.isOpen() && !closed) {
      channel = bind(address);
    }
    return channel;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // it listens no more in any case
    }
  }
}
