// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** The kernel has taken its view away from a shadow: it was replaced, or its bundle went. */
public class ViewRevokedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message whose view, and why
   */
  public ViewRevokedException(String message) {
    super(message);
  }
}
