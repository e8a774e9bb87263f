// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

/** Work put off with {@link KernelView#defer}. */
@FunctionalInterface
public interface DeferredWork {
  /**
   * Does it.
   *
   * @param cpu the CPU whose worker runs it
   */
  void run(int cpu);
}
