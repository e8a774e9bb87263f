// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.judge;

/** Which shadow a check looks at. */
@FunctionalInterface
public interface Look {
  /** Looks at all that an access covers, as the runtime does. */
  Look EVERYWHERE = (address, bytes, bad) -> true;

  /** Does not look at all. */
  Look NOWHERE = (address, bytes, bad) -> false;

  /**
   * Whether a check of {@code bytes} bytes from {@code address} looks at the shadow of {@code bad},
   * one of them.
   */
  boolean at(long address, long bytes, long bad);
}
