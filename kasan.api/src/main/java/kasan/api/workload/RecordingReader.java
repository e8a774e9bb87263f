// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Understands one format of recordings; an OSGi service that carries {@link ReaderInfo}. Stateless
 * and thread-safe.
 */
@ConsumerType
public interface RecordingReader {
  /**
   * Looks at the first bytes of the input's members.
   *
   * @return how sure it is that the input is its own, 1 to 100; 0 when it is not
   */
  int recognise(RecordingInput input);

  /**
   * Opens a recording that it recognised.
   *
   * @param settings what the user set for the machine: {@code ram}, {@code direct-map-base}
   * @throws kasan.api.BadInputException when it cannot be used
   */
  Recording open(RecordingInput input, Map<String, String> settings);
}
