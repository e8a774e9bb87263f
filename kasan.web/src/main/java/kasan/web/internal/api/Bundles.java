// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

import java.util.List;
import java.util.Map;

/** The bundles that extend the laboratory: those with schemes, workloads, architectures, ... */
public interface Bundles {
  /** A row for each, by name: {@code name, version, state, extensions}. */
  List<Map<String, Object>> list();

  /**
   * Starts one.
   *
   * @throws kasan.api.BadInputException when there is none of that name, or it does not start
   */
  void start(String name);

  /**
   * Stops one; returns when nothing of it is in use.
   *
   * @throws kasan.api.BadInputException when there is none of that name, or it does not stop
   */
  void stop(String name);
}
