// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.recording;

import org.osgi.annotation.versioning.ConsumerType;

/** Is told how far the reading of a recording has got, at times that the reader chooses. */
@ConsumerType
@FunctionalInterface
public interface ReadProgress {
  /** Nobody listens. */
  ReadProgress NONE = (events, part) -> {};

  /**
   * @param events read so far
   * @param part of the recording that is done, from 0 to 1; negative where nobody knows
   */
  void at(long events, double part);
}
