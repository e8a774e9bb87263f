// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

/** A service of an extension that is called through the wall. */
interface Walled {
  /** The service, and whose it is. */
  Foreign<?> foreign();
}
