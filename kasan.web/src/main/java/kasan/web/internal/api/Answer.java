// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal.api;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param tree of maps and lists
 */
record Answer(int status, Object tree) {
  /** Done. */
  static Answer ok(Object tree) {
    return new Answer(200, tree);
  }

  /** Something is there now that was not before. */
  static Answer made(Object tree) {
    return new Answer(201, tree);
  }
}
