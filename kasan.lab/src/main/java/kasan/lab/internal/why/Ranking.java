// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.Comparator;
import kasan.lab.internal.why.Snapshot.ServiceState;

/** Which of several services of one name is used; the order of {@code Extensions}. */
final class Ranking {
  /** The one in use first. */
  static final Comparator<ServiceState> ORDER =
      Comparator.<ServiceState>comparingLong(service -> -ranking(service))
          .thenComparing(service -> service.text("component.name"))
          .thenComparingLong(service -> id(service));

  private Ranking() {}

  private static long ranking(ServiceState service) {
    return service.properties().get("service.ranking") instanceof Number number
        ? number.longValue()
        : 0;
  }

  private static long id(ServiceState service) {
    return service.properties().get("service.id") instanceof Number number ? number.longValue() : 0;
  }

  /** Why the second is not used. */
  static String why(ServiceState used, ServiceState other) {
    return ranking(used) > ranking(other)
        ? "ranks lower (service.ranking " + ranking(other) + ", not " + ranking(used) + ")"
        : "ranks the same, and its component's name comes later";
  }
}
