// SPDX-License-Identifier: Apache-2.0
package kasan.itest.foreign;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Jars of bundles that tests make, on both sides of the framework. */
final class ForeignBundle {
  private static final String API =
      "org.osgi.framework, kasan.shell.verb, kasan.api, kasan.api.arch, kasan.api.memory,"
          + " kasan.api.option, kasan.api.report, kasan.api.scheme, kasan.api.workload";

  private ForeignBundle() {}

  /**
   * A bundle that starts with an activator.
   *
   * @param activator its class; those that are nested in it are in the bundle, too
   */
  static byte[] of(String symbolicName, Class<?> activator) throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", symbolicName);
    main.putValue("Bundle-Version", "1.2.3");
    main.putValue("Bundle-Activator", activator.getName());
    main.putValue("Import-Package", API);
    var jar = new ByteArrayOutputStream();
    try (var out = new JarOutputStream(jar, manifest)) {
      add(out, activator, "");
      for (int i = 1; add(out, activator, "$" + i); i++) {}
      for (Class<?> nested : activator.getDeclaredClasses()) {
        add(out, nested, "");
      }
    }
    return jar.toByteArray();
  }

  private static boolean add(JarOutputStream jar, Class<?> type, String suffix) throws IOException {
    String path = type.getName().replace('.', '/') + suffix + ".class";
    try (InputStream in = type.getResourceAsStream("/" + path)) {
      if (in == null) {
        return false;
      }
      jar.putNextEntry(new ZipEntry(path));
      in.transferTo(jar);
      return true;
    }
  }
}
