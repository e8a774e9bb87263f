// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.guard;

/**
 * A scheme could not build its shadow. It says in words what was thrown and does not carry it,
 * since a class of the scheme's own would keep its bundle from being unloaded.
 */
public final class SchemeFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SchemeFailedException(String message) {
    super(message);
  }
}
