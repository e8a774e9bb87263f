// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the live page is to be served.
 *
 * @param host address to listen on: a name or a number; {@link #LOOPBACK} for this machine alone
 * @param port to listen on; 0 for any that is free
 * @param tokenFile file whose first line is the token, made where it is not there; null for a token
 *     that nobody has seen before
 */
public record WebPlan(String host, int port, @Nullable Path tokenFile) {
  /** The address that only programs of this machine reach. */
  public static final String LOOPBACK = "127.0.0.1";

  /** The port when nobody names one. */
  public static final int USUAL_PORT = 8642;
}
