// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a verb found out. Immutable; reporters know only this, never the verb.
 *
 * <p>What was not measured is null, never 0.
 */
@ConsumerType
public interface Result {
  /** The verb that made it. */
  String verb();

  /** 0 when the verb's question has the answer yes (or none was asked), 1 for no. */
  default int status() {
    return 0;
  }

  /**
   * For machines: maps in the order of their keys' insertion, lists, strings, whole and decimal
   * numbers, booleans, null. A result whose main content is a table has it under {@code rows}, as a
   * list of maps that all have the same keys.
   */
  Map<String, @Nullable Object> tree();

  /**
   * For charts: what {@link #tree} does not hold and only a picture needs, such as a histogram.
   * Shaped like the tree; its keys are no keys of the tree.
   */
  default Map<String, @Nullable Object> chartData() {
    return Map.of();
  }

  /** For people, in reading order. */
  List<Section> sections();
}
