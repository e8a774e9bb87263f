// SPDX-License-Identifier: Apache-2.0
package kasan.api.kernel;

import kasan.api.scheme.Shadow;
import org.osgi.annotation.versioning.ProviderType;

/** A shadow on its kernel, with its bill. */
@ProviderType
public interface AttachedShadow extends AutoCloseable {
  /** Name of its scheme. */
  String name();

  /** The shadow itself. */
  Shadow shadow();

  /** Frames it has now and had at most. */
  Footprint footprint();

  /** Work it has caused so far, building it included. */
  Work work();

  /** Revokes its view and gives all its frames back. */
  @Override
  void close();
}
