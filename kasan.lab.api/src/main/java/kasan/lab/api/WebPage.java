// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The live page of the laboratory, for browsers; an OSGi service. Thread-safe. It is closed until
 * somebody opens it, and when its bundle stops.
 */
@ProviderType
public interface WebPage {
  /**
   * Serves the page from now on; where it is served already, under the same plan, nothing changes.
   *
   * @return its address, with the token that changes need as the fragment: {@code
   *     http://127.0.0.1:8642/#token=...}. Browsers keep a fragment to themselves.
   * @throws kasan.api.BadInputException when nobody can listen there, the token's file is of no
   *     use, or the page is served elsewhere already
   */
  String open(WebPlan plan);

  /** Its address, as {@link #open} told it; null while it is closed. */
  @Nullable String address();

  /** Serves it no more; browsers that look at it are let go. */
  void close();
}
