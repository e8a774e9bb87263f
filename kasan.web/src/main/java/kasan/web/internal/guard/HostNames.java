// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.guard;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names by which this machine may be addressed. A page of somebody else whose name leads here
 * (DNS rebinding) sends its own name, and is refused. Ports are not looked at: a tunnel changes
 * them.
 */
public final class HostNames {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final String told;

  /**
   * @param told address that the server was told to listen on
   */
  public HostNames(String told) {
    this.told = literal(told.toLowerCase(Locale.ROOT));
  }

  /**
   * True if the name is one of ours.
   *
   * @param host header of the request; null when it has none
   * @param reached address of ours that the connection has reached
   */
  public boolean admit(@Nullable String host, String reached) {
    if (host == null) {
      return false;
    }
    String name = withoutPort(host.toLowerCase(Locale.ROOT));
    return LOOPBACK.contains(name) || name.equals(told) || name.equals(literal(reached));
  }

  /** An address as addresses on the web have it: IPv6 in brackets. */
  public static String literal(String address) {
    String bare = address.replaceFirst("%.*", "");
    return bare.indexOf(':') >= 0 && !bare.startsWith("[") ? "[" + bare + "]" : bare;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
