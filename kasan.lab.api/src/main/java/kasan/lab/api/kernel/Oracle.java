// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.kernel;

import kasan.api.memory.PageKind;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The exact truth about every byte, as far as it can be known: on a recorded kernel about pages,
 * and about objects that were handed out within the recording.
 */
@ProviderType
public interface Oracle {
  /** State of one byte. */
  ByteState stateOf(long address);

  /**
   * State of the first byte of a range that may not be accessed.
   *
   * @return {@link ByteState#LIVE} when all may, {@link ByteState#UNKNOWN} when that cannot be said
   */
  ByteState judge(long address, long bytes);

  /**
   * Which allocation owns a byte, or owned it last. Addresses are reused, generations are not: the
   * same address with another generation is another allocation.
   *
   * @return 0 when none is known
   */
  default long generationOf(long address) {
    return 0;
  }

  /** What the page frame is used for. */
  PageKind pageKind(long pfn);
}
