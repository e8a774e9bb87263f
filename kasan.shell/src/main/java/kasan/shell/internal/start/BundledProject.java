// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** What new projects are made of, as it lies in this bundle since it was built. */
public final class BundledProject {
  private static final String TEMPLATE = "new-scheme/project/";
  private static final String JARS = "new-scheme/repository/";

  private BundledProject() {}

  /**
   * Reads it.
   *
   * @throws BadInputException when the bundle was built without it
   */
  public static SchemeProject in(Bundle bundle) {
    var template = new TreeMap<String, String>();
    files(bundle, TEMPLATE)
        .forEach((path, bytes) -> template.put(path, new String(bytes, StandardCharsets.UTF_8)));
    var jars = new TreeMap<String, byte[]>();
    files(bundle, JARS)
        .forEach((path, bytes) -> jars.put(path.substring(0, path.lastIndexOf('.')), bytes));
    boolean complete = !template.isEmpty() && !jars.isEmpty();
    jars.put(bundle.getSymbolicName(), VerbJar.of(bundle));
    if (!complete) {
      throw new BadInputException(
          "this laboratory was built without what new projects are made of");
    }
    Version version = bundle.getVersion();
    return new SchemeProject(
        template, jars, version.getMajor() + "." + version.getMinor() + "." + version.getMicro());
  }

  static Map<String, byte[]> files(Bundle bundle, String folder) {
    @Nullable Enumeration<URL> entries = bundle.findEntries(folder, "*", true);
    var files = new TreeMap<String, byte[]>();
    if (entries == null) {
      return files;
    }
    for (URL entry : Collections.list(entries)) {
      String path = entry.getPath();
      if (!path.endsWith("/")) {
        try (InputStream in = entry.openStream()) {
          files.put(path.substring(path.indexOf(folder) + folder.length()), in.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return files;
  }
}
