// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.List;
import java.util.Map;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.SchemeTraits;

/**
 * A scheme with what its registration says of it.
 *
 * @param name in reports
 * @param service makes its shadows
 * @param granuleBytes memory that one unit of shadow describes; 0 without shadow
 * @param instrumentation it works with
 * @param layoutClass of objects and pointers
 * @param vmalloc whether it shadows vmalloc areas
 * @param contender whether it is ranked
 * @param misses classes of bugs that it misses by design, in the words of miss reasons
 */
public record SchemeEntry(
    String name,
    ShadowScheme service,
    int granuleBytes,
    List<String> instrumentation,
    String layoutClass,
    boolean vmalloc,
    boolean contender,
    List<String> misses) {
  private static final String TAGS = "tags";
  private static final int GENERIC_GRANULE_BYTES = 8;

  /** Copies the lists. */
  public SchemeEntry {
    instrumentation = List.copyOf(instrumentation);
    misses = List.copyOf(misses);
  }

  /** Reads the service properties. */
  public static SchemeEntry of(ShadowScheme service, Map<String, Object> properties) {
    int granule =
        get(properties, "granuleBytes") instanceof Number number
            ? number.intValue()
            : GENERIC_GRANULE_BYTES;
    return new SchemeEntry(
        word(properties, "name"),
        service,
        granule,
        instrumentation(properties, granule),
        word(properties, "layoutClass"),
        !Boolean.FALSE.equals(get(properties, "vmalloc")),
        !Boolean.FALSE.equals(get(properties, "contender")),
        words(properties, "misses"));
  }

  private static Object get(Map<String, Object> properties, String key) {
    return properties.getOrDefault(SchemeInfo.PREFIX_ + key, "");
  }

  private static String word(Map<String, Object> properties, String key) {
    return get(properties, key).toString();
  }

  /** DS leaves an empty list out, so that the usual one seems to hold. */
  private static List<String> instrumentation(Map<String, Object> properties, int granule) {
    List<String> words = words(properties, "instrumentation");
    return granule == 0 && !words.contains("hardware") ? List.of() : words;
  }

  private static List<String> words(Map<String, Object> properties, String key) {
    Object value = get(properties, key);
    if (value instanceof String[] words) {
      return List.of(words);
    }
    return value.toString().isEmpty() ? List.of() : List.of(value.toString());
  }

  /** What a kernel must know. */
  public SchemeTraits traits() {
    return new SchemeTraits(
        name,
        vmalloc,
        instrumentation.contains("inline") && !inHardware(),
        granuleBytes,
        layoutClass.equals(TAGS));
  }

  /** Whether the machine looks at accesses, whatever was compiled in. */
  public boolean inHardware() {
    return instrumentation.contains("hardware");
  }

  /** The mode of KASAN that its kernels run in. */
  public String mode() {
    if (!layoutClass.equals(TAGS)) {
      return "generic";
    }
    return inHardware() ? "hw-tags" : "sw-tags";
  }
}
