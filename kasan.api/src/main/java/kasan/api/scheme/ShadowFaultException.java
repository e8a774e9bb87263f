// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/**
 * A shadow address was used that is not mapped, or written where it is mapped read-only: the
 * modelled kernel would have crashed. The scheme is wrong, not the program.
 */
public class ShadowFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message address and kind of access
   */
  public ShadowFaultException(String message) {
    super(message);
  }
}
