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

  private final ServerSocketChannel channel;
  private final InetSocketAddress address;

  private Listener(ServerSocketChannel channel) throws IOException {
    this.channel = channel;
    this.address = (InetSocketAddress) channel.getLocalAddress();
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
      InetAddress address = InetAddress.getByName(host);
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        return new Listener(channel.bind(new InetSocketAddress(address, port), QUEUED));
      } catch (IOException e) {
        channel.close();
        throw e;
      }
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

  /** The socket. */
  ServerSocketChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // it listens no more in any case
    }
  }
}
