// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.view;

import kasan.api.scheme.ViewRevokedException;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls through until the view is revoked, which another thread may do at any time. On the way
 * through it costs one volatile read.
 */
final class Gate {
  private volatile @Nullable String closed;

  void pass() {
    if (closed != null) {
      refuse();
    }
  }

  boolean isOpen() {
    return closed == null;
  }

  private void refuse() {
    throw new ViewRevokedException(String.valueOf(closed));
  }

  void close(String why) {
    if (closed == null) {
      closed = why;
    }
  }
}
