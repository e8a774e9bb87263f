// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.finding;

import org.jspecify.annotations.Nullable;

/**
 * Who allocated or freed an object (struct kasan_track).
 *
 * @param pid of the task, unsigned as the kernel prints it
 * @param cpu where; null without CONFIG_KASAN_EXTRA_INFO
 * @param micros when, in microseconds since boot; null without CONFIG_KASAN_EXTRA_INFO
 * @param stack from where; empty where it is not available
 */
public record Track(long pid, @Nullable Integer cpu, @Nullable Long micros, StackTrace stack) {
  /** A track without extra information. */
  public Track(long pid, StackTrace stack) {
    this(pid, null, null, stack);
  }
}
