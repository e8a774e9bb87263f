// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

/**
 * What can be chosen of Kim's series; {@link PageScheme} says each choice in words.
 *
 * @param pageFirst a check reads the page shadow first, as before 11/11
 * @param recheck a failed check is repeated behind a flush
 * @param freeRecheck so is that of kfree
 * @param straddleQuirk accesses of constant size look at their first page only
 * @param unmappedInvalid unused blocks have no shadow at all, in place of the black page
 * @param unmapDelayNanos from a block becoming free to the worker that unmaps it
 */
record Behaviour(
    boolean pageFirst,
    boolean recheck,
    boolean freeRecheck,
    boolean straddleQuirk,
    boolean unmappedInvalid,
    long unmapDelayNanos) {

  /** The quirk would look at byte shadow behind the page it asked about. */
  boolean quirk() {
    return straddleQuirk && !unmappedInvalid;
  }

  /** Whether byte shadow may be read only where the page shadow says that there is some. */
  boolean pageDecides() {
    return pageFirst || unmappedInvalid;
  }
}
