// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.dat;

import java.io.IOException;

/** Pages of the ring buffer of one CPU, one after the other. */
public interface RawPages extends AutoCloseable {
  /**
   * Reads a page.
   *
   * @return false when there is none now
   */
  boolean read(byte[] page) throws IOException;

  /** Complains about a page. */
  RuntimeException bad(String complaint);

  @Override
  void close() throws IOException;
}
