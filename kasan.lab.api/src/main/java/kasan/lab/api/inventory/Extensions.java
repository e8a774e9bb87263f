// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.inventory;

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
  private final List<Unusable> unusable = new ArrayList<>();

  /**
   * A service that is there and cannot be used.
   *
   * @param name that it has; empty for none
   * @param component that registered it; empty when nobody says
   * @param reason in one line
   */
  public record Unusable(String name, String component, String reason) {}

  private Extensions(ExtensionKind kind, List<Extension<T>> all) {
    this.kind = kind.word();
    for (Extension<T> extension : all) {
      String problem = kind.problemOf(extension.properties());
      if (problem != null) {
        unusable.add(new Unusable(extension.name(), extension.text(COMPONENT), problem));
      } else if (byName.putIfAbsent(extension.name(), extension) != null) {
        outranked.add(extension);
      }
    }
  }

  /**
   * @param kind what they are
   * @param services with their properties, in any order
   */
  public static <T> Extensions<T> of(
      ExtensionKind kind, Collection<Map.Entry<Map<String, Object>, T>> services) {
    var all = new ArrayList<Extension<T>>();
    for (Map.Entry<Map<String, Object>, T> entry : services) {
      all.add(new Extension<>(kind.nameIn(entry.getKey()), entry.getValue(), entry.getKey()));
    }
    all.sort(byRank());
    return new Extensions<>(kind, all);
  }

  private static <T> Comparator<Extension<T>> byRank() {
    return Comparator.<Extension<T>>comparingLong(e -> -e.number(RANKING, 0))
        .thenComparing(e -> e.text(COMPONENT))
        .thenComparingLong(e -> e.number(ID, 0));
  }

  /** The ones in use by descending rank, then by name of the component. */
  public List<Extension<T>> ranked() {
    var all = new ArrayList<Extension<T>>(byName.values());
    all.sort(byRank());
    return all;
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
      for (Unusable each : unusable) {
        if (each.name().equals(name) && !name.isEmpty()) {
          throw new BadInputException(kind + " '" + name + "' cannot be used: " + each.reason());
        }
      }
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

  /** Those that cannot be used, and why. */
  public List<Unusable> unusable() {
    return Collections.unmodifiableList(unusable);
  }
}
