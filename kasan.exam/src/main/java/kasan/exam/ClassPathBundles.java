// SPDX-License-Identifier: Apache-2.0
package kasan.exam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Constants;

/**
 * The bundles on the class path, by symbolic name: what a test installs is what it was compiled
 * against, jars of a repository and folders of a module that was just compiled alike.
 */
public final class ClassPathBundles {

  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private final Map<String, URI> locations;

  private ClassPathBundles(Map<String, URI> locations) {
    this.locations = locations;
  }

  /**
   * Reads the manifests of the class path. Where a bundle is there twice, the first counts, as it
   * does for classes.
   */
  public static ClassPathBundles scan() {
    Map<String, URI> locations = new TreeMap<>();
    try {
      for (URL url :
          Collections.list(ClassPathBundles.class.getClassLoader().getResources(MANIFEST))) {
        String name = symbolicName(url);
        if (name != null) {
          locations.putIfAbsent(name, location(url));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return new ClassPathBundles(locations);
  }

  /** The symbolic names of all bundles found. */
  public Set<String> names() {
    return Collections.unmodifiableSet(locations.keySet());
  }

  /**
   * Options that install bundles from where they lie, without copying, and start them.
   *
   * @throws IllegalArgumentException for a bundle that is not on the class path
   */
  public Option[] install(Collection<String> symbolicNames) {
    return symbolicNames.stream().map(this::install).toArray(Option[]::new);
  }

  private Option install(String symbolicName) {
    URI location = locations.get(symbolicName);
    if (location == null) {
      throw new IllegalArgumentException(
          "no bundle " + symbolicName + " on the class path, only " + names());
    }
    return CoreOptions.bundle("reference:" + location);
  }

  private static @Nullable String symbolicName(URL manifest) throws IOException {
    try (InputStream in = manifest.openStream()) {
      String name = new Manifest(in).getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      return name == null ? null : name.replaceFirst(";.*", "").strip();
    }
  }

  /** The jar, or the folder, that a manifest belongs to. */
  private static URI location(URL manifest) throws IOException, URISyntaxException {
    if (manifest.openConnection() instanceof JarURLConnection jar) {
      return jar.getJarFileURL().toURI();
    }
    return manifest.toURI().resolve("..");
  }
}
