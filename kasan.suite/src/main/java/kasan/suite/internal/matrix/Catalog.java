// SPDX-License-Identifier: Apache-2.0
package kasan.suite.internal.matrix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.api.arch.Architecture;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.inventory.Extension;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;

/**
 * The services that a suite runs with, at one moment. If several have one name, the one that ranks
 * highest is used.
 */
public final class Catalog {
  private final SortedMap<String, SchemeEntry> schemes = new TreeMap<>();

  /** By descending rank. */
  private final Map<String, Architecture> archs = new LinkedHashMap<>();

  /**
   * @param schemes by descending rank
   * @param archs with their names, by descending rank
   */
  public Catalog(
      Collection<SchemeEntry> schemes, Collection<Map.Entry<String, Architecture>> archs) {
    for (SchemeEntry scheme : schemes) {
      this.schemes.putIfAbsent(scheme.name(), scheme);
    }
    for (Map.Entry<String, Architecture> arch : archs) {
      this.archs.putIfAbsent(arch.getKey(), arch.getValue());
    }
  }

  /** Those of an inventory. */
  public static Catalog of(Inventory inventory) {
    var schemes = new ArrayList<SchemeEntry>();
    for (Extension<ShadowScheme> each : inventory.schemes().all()) {
      schemes.add(new SchemeEntry(SchemeDescription.of(each.properties()), each.service()));
    }
    var archs = new ArrayList<Map.Entry<String, Architecture>>();
    for (Extension<Architecture> each : inventory.archs().ranked()) {
      archs.add(Map.entry(each.name(), each.service()));
    }
    return new Catalog(schemes, archs);
  }

  /** All schemes, ascending by name. */
  public Collection<SchemeEntry> schemes() {
    return Collections.unmodifiableCollection(schemes.values());
  }

  /** The scheme of a name; null when there is none. */
  public @Nullable SchemeEntry find(String name) {
    return schemes.get(name);
  }

  /**
   * The scheme of a name.
   *
   * @throws BadInputException when there is none
   */
  public SchemeEntry scheme(String name) {
    SchemeEntry found = schemes.get(name);
    if (found == null) {
      throw BadInputException.unknownName("scheme", name, schemes.keySet());
    }
    return found;
  }

  /** Names of the architectures, by descending rank. */
  public List<String> archNames() {
    return List.copyOf(archs.keySet());
  }

  /**
   * Name of the architecture to use.
   *
   * @param name empty for the one that ranks highest
   * @throws BadInputException when there is none
   */
  public String archName(String name) {
    String chosen = name.isEmpty() && !archs.isEmpty() ? archNames().get(0) : name;
    if (!archs.containsKey(chosen)) {
      throw BadInputException.unknownName("architecture", name, archs.keySet());
    }
    return chosen;
  }

  /** The architecture of a name that {@link #archName} gave. */
  public Architecture arch(String name) {
    Architecture found = archs.get(name);
    if (found == null) {
      throw BadInputException.unknownName("architecture", name, archs.keySet());
    }
    return found;
  }
}
