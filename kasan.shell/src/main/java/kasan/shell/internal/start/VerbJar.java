// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import kasan.shell.verb.Verb;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * What authors of verbs compile against: this bundle with its exported package alone. It is made
 * from the bundle itself, which cannot hold its own jar.
 */
final class VerbJar {
  private static final String FOLDER = Verb.class.getPackageName().replace('.', '/') + "/";

  private VerbJar() {}

  /** The bytes of the jar; the same bundle gives the same. */
  static byte[] of(Bundle bundle) {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    for (String header :
        new String[] {
          Constants.BUNDLE_MANIFESTVERSION,
          Constants.BUNDLE_SYMBOLICNAME,
          Constants.BUNDLE_VERSION,
          Constants.EXPORT_PACKAGE
        }) {
      String value = bundle.getHeaders("").get(header);
      if (value != null) {
        main.putValue(header, value);
      }
    }
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes)) {
      put(jar, "META-INF/MANIFEST.MF", bytes(manifest));
      for (Map.Entry<String, byte[]> file : BundledProject.files(bundle, FOLDER).entrySet()) {
        put(jar, FOLDER + file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] bytes(Manifest manifest) throws IOException {
    var bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTime(0);
    jar.putNextEntry(entry);
    jar.write(bytes);
    jar.closeEntry();
  }
}
