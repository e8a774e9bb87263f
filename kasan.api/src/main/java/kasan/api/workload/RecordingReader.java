// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
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
   * What users can set for the machine with {@code --set NAME=VALUE}, for recordings that do not
   * tell: what each is, in one line, by name.
   */
  default SortedMap<String, String> settings() {
    return Collections.emptySortedMap();
  }

  /**
   * Opens a recording that it recognised.
   *
   * @param settings what the user set for the machine, by names of {@link #settings()}: {@code
   *     ram}, {@code direct-map-base}
   * @throws kasan.api.BadInputException when it cannot be used
   */
  Recording open(RecordingInput input, Map<String, String> settings);
}
