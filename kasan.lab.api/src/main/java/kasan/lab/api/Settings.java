// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.Inventory;
import kasan.lab.api.inventory.OptionLayer;
import org.jspecify.annotations.Nullable;

/**
 * Values of options by the name of their owner; those of the kernel itself have the empty name.
 * What a user asked for with {@code --set [NAME.]OPTION=VALUE} stands above what is configured for
 * every plan, and that above the defaults that owners declare.
 *
 * @param byOwner what was asked for, by owner and option
 * @param below what is configured, the highest first; it counts where nothing was asked for, and
 *     may name owners that have no part in a plan
 */
public record Settings(Map<String, Map<String, String>> byOwner, List<OptionLayer> below) {
  /** Nothing set. */
  public static final Settings NONE = new Settings(Map.of());

  /** Where a value is from that was asked for. */
  public static final String COMMAND_LINE = "command line";

  /** Where a value is from that nobody set. */
  public static final String DEFAULT = "default";

  /** Copies the maps. */
  public Settings {
    byOwner = copy(byOwner);
    below = List.copyOf(below);
  }

  /** What was asked for, with nothing configured. */
  public Settings(Map<String, Map<String, String>> byOwner) {
    this(byOwner, List.of());
  }

  private static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> byOwner) {
    var copy = new TreeMap<String, Map<String, String>>();
    byOwner.forEach((owner, options) -> copy.put(owner, Map.copyOf(new TreeMap<>(options))));
    return Collections.unmodifiableMap(copy);
  }

  /** The same with one option set, or set anew. */
  public Settings with(String owner, String option, String value) {
    var all = new TreeMap<>(byOwner);
    var options = new TreeMap<>(asked(owner));
    options.put(option, value);
    all.put(owner, options);
    return new Settings(all, below);
  }

  /** The same above what is configured. */
  public Settings above(List<OptionLayer> layers) {
    return new Settings(byOwner, layers);
  }

  /**
   * The same above what is configured now. What was configured when a plan was made that comes from
   * elsewhere stays.
   *
   * @throws BadInputException when something is configured that cannot be
   */
  public Settings in(Inventory inventory) {
    List<OptionLayer> layers = below.isEmpty() ? inventory.configuredNow() : List.of();
    return layers.isEmpty() ? this : above(layers);
  }

  /** What was asked for, of one owner. */
  public Map<String, String> asked(String owner) {
    return byOwner.getOrDefault(owner, Map.of());
  }

  /** What is set for one owner, asked for or configured. */
  public Map<String, String> of(String owner) {
    var values = new TreeMap<String, String>();
    for (int i = below.size() - 1; i >= 0; i--) {
      values.putAll(below.get(i).byOwner().getOrDefault(owner, Map.of()));
    }
    values.putAll(asked(owner));
    return values;
  }

  /** What is configured, by owner and option, whether or not something else was asked for. */
  public Map<String, Map<String, String>> configured() {
    var configured = new TreeMap<String, Map<String, String>>();
    for (String owner : owners()) {
      var values = new Settings(Map.of(), below).of(owner);
      if (!values.isEmpty()) {
        configured.put(owner, values);
      }
    }
    return configured;
  }

  /** Owners of which something is set, ascending. */
  public SortedSet<String> owners() {
    var owners = new TreeSet<>(byOwner.keySet());
    for (OptionLayer layer : below) {
      owners.addAll(layer.byOwner().keySet());
    }
    return owners;
  }

  /** Where the value of an option is from: {@link #COMMAND_LINE}, a layer, {@link #DEFAULT}. */
  public String origin(String owner, String option) {
    if (asked(owner).containsKey(option)) {
      return COMMAND_LINE;
    }
    for (OptionLayer layer : below) {
      if (layer.get(owner, option) != null) {
        return layer.origin();
      }
    }
    return DEFAULT;
  }

  /**
   * Adds where the values of an owner are from, for a tree.
   *
   * @param into by {@code [NAME.]OPTION}
   */
  public void addOrigins(
      String owner, Collection<String> options, Map<String, @Nullable Object> into) {
    for (String option : options) {
      into.put(owner.isEmpty() ? option : owner + "." + option, origin(owner, option));
    }
  }
}
