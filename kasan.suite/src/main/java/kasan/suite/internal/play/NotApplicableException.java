// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.play;

/** A case does not apply here; the message says why. */
final class NotApplicableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotApplicableException(String reason) {
    super(reason);
  }
}
