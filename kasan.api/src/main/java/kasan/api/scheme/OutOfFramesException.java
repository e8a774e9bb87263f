// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** The kernel has no page frame left to give. */
public class OutOfFramesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what the frames were for
   */
  public OutOfFramesException(String message) {
    super(message);
  }
}
