// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.json;

/** A request that is not served; its message is the one line that says why. */
public final class Refusal extends RuntimeException {
  /** The request itself is of no use. */
  public static final int BAD_REQUEST = 400;

  /** There is nothing of that name. */
  public static final int NOT_FOUND = 404;

  /** There is, and it can be asked for otherwise. */
  public static final int NOT_ALLOWED = 405;

  /** Not in the state that it is in. */
  public static final int CONFLICT = 409;

  /** More than is taken. */
  public static final int TOO_LARGE = 413;

  /** Not now. */
  public static final int UNAVAILABLE = 503;

  private static final long serialVersionUID = 1L;

  private final int status;
  private final String line;

  /**
   * @param status of the answer
   * @param line for the user
   */
  public Refusal(int status, String line) {
    super(line, null, false, false);
    this.status = status;
    this.line = line;
  }

  /** Status of the answer. */
  public int status() {
    return status;
  }

  /** The one line. */
  public String line() {
    return line;
  }
}
