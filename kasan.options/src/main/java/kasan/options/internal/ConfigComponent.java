// SPDX-License-Identifier: Apache-2.0
package kasan.options.internal;

import java.io.IOException;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.inventory.OptionLayer;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The commands {@code config:set}, {@code config:unset} and {@code config:list}: options of the
 * configuration {@code kasan.options}, from the next run on.
 */
@Component(
    service = ConfigComponent.class,
    property = {
      "osgi.command.scope=config",
      "osgi.command.function=list",
      "osgi.command.function=set",
      "osgi.command.function=unset"
    })
@SuppressWarnings("JdkObsolete") // what Config Admin takes
public final class ConfigComponent {
  /** The configuration: {@code etc/kasan.options.cfg}, and what is set here. */
  static final String PID = "kasan.options";

  private final ConfigurationAdmin configurations;
  private final InventoryService inventory;

  /** For Declarative Services. */
  @Activate
  public ConfigComponent(
      @Reference ConfigurationAdmin configurations, @Reference InventoryService inventory) {
    this.configurations = configurations;
    this.inventory = inventory;
  }

  /** What is configured, an option a line. */
  public String list() throws IOException {
    var lines = new StringBuilder();
    new TreeMap<>(options(properties()))
        .forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
    return lines.length() == 0 ? "nothing is configured; config:set page.recheck=off" : lines + "";
  }

  /**
   * Sets options.
   *
   * @param words {@code [NAME.]OPTION=VALUE} each
   * @throws BadInputException when nobody has such an option, or it does not take the value
   */
  public String set(String... words) throws IOException {
    if (words.length == 0) {
      throw new BadInputException("config:set takes [NAME.]OPTION=VALUE, such as page.recheck=off");
    }
    var values = new TreeMap<String, String>();
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals <= 0) {
        throw new BadInputException(
            "config:set takes [NAME.]OPTION=VALUE, such as page.recheck=off, not '" + word + "'");
      }
      values.put(word.substring(0, equals), word.substring(equals + 1));
    }
    inventory.now().check(OptionLayer.of("config:set", values));
    Dictionary<String, Object> properties = properties();
    values.forEach(properties::put);
    return update(properties);
  }

  /**
   * Takes options out of the configuration.
   *
   * @param keys {@code [NAME.]OPTION} each
   * @throws BadInputException when one is not configured
   */
  public String unset(String... keys) throws IOException {
    Dictionary<String, Object> properties = properties();
    Map<String, String> options = options(properties);
    for (String key : keys) {
      if (!options.containsKey(key)) {
        throw BadInputException.unknownName("configured option", key, options.keySet());
      }
      properties.remove(key);
    }
    return update(properties);
  }

  private String update(Dictionary<String, Object> properties) throws IOException {
    configurations.getConfiguration(PID, "?").update(properties);
    return "from the next run on, until this laboratory ends; etc/kasan.options.cfg keeps options";
  }

  private Dictionary<String, Object> properties() throws IOException {
    Configuration configuration = configurations.getConfiguration(PID, "?");
    Dictionary<String, Object> properties = configuration.getProperties();
    return properties == null ? new Hashtable<>() : properties;
  }

  private static Map<String, String> options(Dictionary<String, Object> properties) {
    var options = new TreeMap<String, String>();
    for (String key : Collections.list(properties.keys())) {
      if (!key.startsWith("service.") && !key.startsWith("felix.fileinstall.")) {
        options.put(key, String.valueOf(properties.get(key)));
      }
    }
    return options;
  }
}
