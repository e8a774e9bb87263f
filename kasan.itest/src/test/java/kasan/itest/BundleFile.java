// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;

/** The jar of an installed bundle, made anew where it was installed from a folder of classes. */
final class BundleFile {
  private static final String REFERENCE = "reference:";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private BundleFile() {}

  /** The bytes of the jar. */
  static byte[] of(Bundle bundle) throws IOException {
    String location = bundle.getLocation();
    Path path =
        Path.of(
            URI.create(
                location.startsWith(REFERENCE)
                    ? location.substring(REFERENCE.length())
                    : location));
    return Files.isDirectory(path) ? jar(path) : Files.readAllBytes(path);
  }

  /** The same as a stream. */
  static InputStream stream(Bundle bundle) throws IOException {
    return new ByteArrayInputStream(of(bundle));
  }

  private static byte[] jar(Path folder) throws IOException {
    var bytes = new ByteArrayOutputStream();
    Manifest manifest;
    try (InputStream in = Files.newInputStream(folder.resolve(MANIFEST))) {
      manifest = new Manifest(in);
    }
    try (var jar = new JarOutputStream(bytes, manifest);
        Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String name = folder.relativize(file).toString();
        if (!name.equals(MANIFEST)) {
          jar.putNextEntry(new ZipEntry(name));
          Files.copy(file, jar);
        }
      }
    }
    return bytes.toByteArray();
  }
}
