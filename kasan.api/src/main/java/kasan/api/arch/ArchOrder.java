// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The order of architectures, whatever the order in which their bundles came. */
public final class ArchOrder {
  private static final String RANKING = "service.ranking";

  private static final Comparator<Map<String, Object>> ORDER =
      Comparator.<Map<String, Object>>comparingInt(ArchOrder::ranking)
          .reversed()
          .thenComparing(properties -> String.valueOf(properties.get(ArchInfo.PREFIX_ + "name")));

  private ArchOrder() {}

  /**
   * Services in order: the one that is meant where nobody names one comes first, those of one
   * ranking by name.
   *
   * @param services each with its service properties
   */
  public static List<Architecture> of(
      Collection<Map.Entry<Map<String, Object>, Architecture>> services) {
    return services.stream()
        .sorted(Map.Entry.comparingByKey(ORDER))
        .map(Map.Entry::getValue)
        .toList();
  }

  private static int ranking(Map<String, Object> properties) {
    return properties.get(RANKING) instanceof Integer ranking ? ranking : 0;
  }
}
