// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.util.List;
import kasan.api.scheme.SchemeInfo;
import kasan.lab.api.kernel.SchemeTraits;

/**
 * What the registration of a scheme says of it: the service properties of {@link SchemeInfo}.
 *
 * @param name in reports
 * @param title what distinguishes it
 * @param source where the design comes from
 * @param granuleBytes memory that one unit of shadow describes; 0 without shadow
 * @param instrumentation {@code inline}, {@code outline}
 * @param layoutClass of objects and pointers
 * @param anyLayout whether it can also stand on objects laid out for another class
 * @param staticCost formula
 * @param vmalloc whether it shadows the vmalloc area
 * @param contender whether comparisons rank it
 */
public record SchemeFacts(
    String name,
    String title,
    String source,
    long granuleBytes,
    List<String> instrumentation,
    String layoutClass,
    boolean anyLayout,
    String staticCost,
    boolean vmalloc,
    boolean contender) {

  /** Layout class of a kernel without redzones and tags, and of generic KASAN. */
  public static final String GENERIC = "generic";

  private static final String TAGS = "tags";

  /** Reads the service properties. */
  public static SchemeFacts of(Extension<?> scheme) {
    String prefix = SchemeInfo.PREFIX_;
    String layoutClass = scheme.text(prefix + "layoutClass");
    long granuleBytes = scheme.number(prefix + "granuleBytes", 8);
    return new SchemeFacts(
        scheme.name(),
        scheme.text(prefix + "title"),
        scheme.text(prefix + "source"),
        granuleBytes,
        instrumentation(scheme, granuleBytes),
        layoutClass.isEmpty() ? GENERIC : layoutClass,
        scheme.flag(prefix + "anyLayout", false),
        scheme.text(prefix + "staticCost"),
        scheme.flag(prefix + "vmalloc", true),
        scheme.flag(prefix + "contender", true));
  }

  /** An empty array cannot be told from none in service properties; what has no shadow has none. */
  private static List<String> instrumentation(Extension<?> scheme, long granuleBytes) {
    List<String> words = scheme.words(SchemeInfo.PREFIX_ + "instrumentation");
    return granuleBytes == 0 && !words.contains("hardware") ? List.of() : words;
  }

  /** What a kernel must know. */
  public SchemeTraits traits() {
    return new SchemeTraits(
        name,
        vmalloc,
        instrumentation.contains("inline") && !inHardware(),
        (int) granuleBytes,
        layoutClass.equals(TAGS));
  }

  /** Whether the machine looks at accesses, whatever was compiled in. */
  public boolean inHardware() {
    return instrumentation.contains("hardware");
  }
}
