// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * What is there of one kind at one moment, by name.
 *
 * <p>Of several services with one name the one with the highest {@code service.ranking} is used, of
 * those the one whose component's name comes first, so that the order in which bundles were started
 * decides nothing.
 */
public final class Extensions<T> {
  private static final String RANKING = "service.ranking";
  private static final String COMPONENT = "component.name";
  private static final String ID = "service.id";

  private final String kind;
  private final SortedMap<String, Extension<T>> byName = new TreeMap<>();
  private final List<Extension<T>> outranked = new ArrayList<>();
  private final int nameless;

  private Extensions(String kind, List<Extension<T>> all) {
    this.kind = kind;
    int without = 0;
    for (Extension<T> extension : all) {
      if (extension.name().isEmpty()) {
        without++;
      } else if (byName.putIfAbsent(extension.name(), extension) != null) {
        outranked.add(extension);
      }
    }
    nameless = without;
  }

  /**
   * @param kind what one of them is called, for messages: {@code scheme}
   * @param nameKey service property that carries the name
   * @param services with their properties, in any order
   */
  public static <T> Extensions<T> of(
      String kind, String nameKey, Collection<Map.Entry<Map<String, Object>, T>> services) {
    var all = new ArrayList<Extension<T>>();
    for (Map.Entry<Map<String, Object>, T> entry : services) {
      Object name = entry.getKey().get(nameKey);
      all.add(
          new Extension<>(name == null ? "" : name.toString(), entry.getValue(), entry.getKey()));
    }
    all.sort(
        Comparator.<Extension<T>>comparingLong(e -> -e.number(RANKING, 0))
            .thenComparing(e -> e.text(COMPONENT))
            .thenComparingLong(e -> e.number(ID, 0)));
    return new Extensions<>(kind, all);
  }

  /** The ones in use, ascending by name. */
  public Collection<Extension<T>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** Their names, ascending. */
  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(byName.keySet()));
  }

  /** The one of this name; null when there is none. */
  public @Nullable Extension<T> find(String name) {
    return byName.get(name);
  }

  /**
   * The one of this name.
   *
   * @throws BadInputException when there is none, naming those there are
   */
  public Extension<T> get(String name) {
    Extension<T> found = byName.get(name);
    if (found == null) {
      throw BadInputException.unknownName(kind, name, byName.keySet());
    }
    return found;
  }

  /** The one that is meant when nobody names one: highest ranking, then first name. */
  public @Nullable Extension<T> first() {
    Extension<T> first = null;
    for (Extension<T> extension : byName.values()) {
      if (first == null || extension.number(RANKING, 0) > first.number(RANKING, 0)) {
        first = extension;
      }
    }
    return first;
  }

  /** Those that are not used because another of the same name ranks higher. */
  public List<Extension<T>> outranked() {
    return Collections.unmodifiableList(outranked);
  }

  /** How many services of this kind carry no name and so cannot be used. */
  public int nameless() {
    return nameless;
  }
}
