// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.option;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import kasan.api.BadInputException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * The file {@code kasan.options.cfg} of the folders that FileInstall watches. FileInstall takes it
 * up some time after the start, which is too late for a verb that is run and over; so it is put
 * into Config Admin here, in the way of FileInstall, which follows the file from then on.
 */
public final class OptionsFile {
  private static final String NAME = ConfiguredOptions.PID + ".cfg";

  /** Where FileInstall keeps which file a configuration is of, as an address with one slash. */
  private static final String FILE = "felix.fileinstall.filename";

  private final List<String> folders;
  private boolean taken;

  /**
   * @param folders that are watched
   */
  public OptionsFile(List<String> folders) {
    this.folders = List.copyOf(folders);
  }

  /**
   * Puts the file into Config Admin, the first time this is called, where nobody else has.
   *
   * @throws BadInputException when it is there and cannot be read
   */
  synchronized void take(ConfigurationAdmin configurations) throws IOException {
    if (taken) {
      return;
    }
    for (String folder : folders) {
      Path file = Path.of(folder.strip(), NAME).toAbsolutePath();
      if (Files.isRegularFile(file)) {
        Configuration configuration = configurations.getConfiguration(ConfiguredOptions.PID, "?");
        if (configuration.getProperties() == null) {
          configuration.update(read(file));
        }
        break;
      }
    }
    taken = true;
  }

  @SuppressWarnings("JdkObsolete") // what Config Admin takes
  private static Dictionary<String, Object> read(Path file) {
    var options = new Properties();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      options.load(text);
    } catch (IOException | IllegalArgumentException e) {
      throw new BadInputException(
          "configuration: " + file + ": cannot be read as options: " + e.getMessage(), e);
    }
    Dictionary<String, Object> properties = new Hashtable<>();
    options.forEach((key, value) -> properties.put(String.valueOf(key), value));
    properties.put(FILE, file.toFile().toURI().toString());
    return properties;
  }
}
