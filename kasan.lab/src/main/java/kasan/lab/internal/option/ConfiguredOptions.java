// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.option;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.OptionLayer;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Values of options that hold for every plan: those of the environment, and below them those of the
 * configuration. Read when a plan is checked, so that a change reaches the next one.
 */
public final class ConfiguredOptions {
  /** The configuration: {@code etc/kasan.options.cfg}, and what the prompt sets. */
  public static final String PID = "kasan.options";

  /** Variable of the environment: {@code page.recheck=off unknown=free}. */
  public static final String VARIABLE = "KASAN_OPTIONS";

  private ConfiguredOptions() {}

  /**
   * What is configured now, the highest first; nothing for a place that says nothing.
   *
   * @param configurations null where nothing manages configurations
   * @param file that is put there before the first look
   * @param environment of the process
   * @throws BadInputException for what is no option with a value
   */
  public static List<OptionLayer> now(
      @Nullable ConfigurationAdmin configurations,
      OptionsFile file,
      Map<String, String> environment) {
    var layers = new ArrayList<OptionLayer>();
    add("environment", words(environment.getOrDefault(VARIABLE, "")), layers);
    if (configurations != null) {
      add("configuration", configured(configurations, file), layers);
    }
    return layers;
  }

  private static void add(String origin, Map<String, String> values, List<OptionLayer> layers) {
    if (!values.isEmpty()) {
      layers.add(OptionLayer.of(origin, values));
    }
  }

  private static Map<String, String> words(String text) {
    var values = new TreeMap<String, String>();
    for (String word : text.strip().split("[ ,\\s]+", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        values.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (!word.isEmpty()) {
        throw new BadInputException(
            "environment: "
                + VARIABLE
                + ": expected [NAME.]OPTION=VALUE ..., such as page.recheck=off, not '"
                + word
                + "'");
      }
    }
    return values;
  }

  private static Map<String, String> configured(
      ConfigurationAdmin configurations, OptionsFile file) {
    try {
      file.take(configurations);
      Dictionary<String, Object> properties =
          configurations.getConfiguration(PID, "?").getProperties();
      return properties == null ? Map.of() : options(properties);
    } catch (IOException e) {
      throw new BadInputException(
          "configuration: " + PID + ": cannot be read: " + e.getMessage(), e);
    } catch (IllegalStateException e) {
      return Map.of(); // it was taken back meanwhile
    }
  }

  /** Without what the managers of configurations add for themselves. */
  private static Map<String, String> options(Dictionary<String, Object> properties) {
    var values = new TreeMap<String, String>();
    for (String key : Collections.list(properties.keys())) {
      if (!isOfManager(key)) {
        values.put(key, String.valueOf(properties.get(key)).strip());
      }
    }
    return values;
  }

  /** Whether a key is no option, but of whoever keeps the configuration. */
  private static boolean isOfManager(String key) {
    return key.startsWith("service.")
        || key.startsWith("component.")
        || key.startsWith("felix.fileinstall.")
        || key.startsWith(":");
  }
}
