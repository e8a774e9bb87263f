// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The bytes of the shadow, reached as a CPU reaches them: through its TLB, which may be stale, then
 * through the page tables. Every call is counted.
 *
 * <p>All methods throw {@link ShadowFaultException} where the modelled kernel would crash.
 */
@ProviderType
public interface ShadowMemory {
  /** Loads one byte. */
  byte load(int cpu, long address);

  /** Stores one byte. */
  void store(int cpu, long address, byte value);

  /**
   * Stores {@code value} to {@code bytes} bytes, as memset; counted as one store and its length.
   */
  void fill(int cpu, long address, long bytes, byte value);

  /**
   * Stores {@code value} to {@code times} stretches of {@code bytes} bytes, one behind the other;
   * counted as so many stores of that length.
   */
  void fillEach(int cpu, long address, long bytes, long times, byte value);

  /**
   * Scans for a byte that is not zero, as memory_is_nonzero.
   *
   * @return its address, or -1 when all are zero
   */
  long firstNonZero(int cpu, long address, long bytes);

  /**
   * What the page tables lead to, past TLBs and uncounted; for explanations and audits.
   *
   * @return 0 to 255, or -1 where nothing is mapped
   */
  int peek(long address);
}
