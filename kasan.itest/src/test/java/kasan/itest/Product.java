// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.exam.ClassPathBundles;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;

/** The product as {@code kasan.launch/kasan.bndrun} puts it together. */
public final class Product {

  private static final Path LAUNCH = Path.of("..", "kasan.launch");

  /** These take the terminal, of which a test has none. */
  private static final Set<String> CONSOLE = Set.of("org.apache.felix.gogo.jline", "org.jline");

  private static final Pattern RUN_BUNDLE = Pattern.compile("\\t([\\w.-]+);version=.*");

  private Product() {}

  /** All bundles that the product runs, but for the console. */
  static Option install() {
    List<String> installed = bundles().stream().filter(name -> !CONSOLE.contains(name)).toList();
    return CoreOptions.composite(
        CoreOptions.composite(ClassPathBundles.scan().install(installed)),
        // as there: the HTTP service listens nowhere before it is told where
        CoreOptions.frameworkProperty("org.apache.felix.http.require.config").value("true"));
  }

  /** The symbolic names of all bundles that the product runs. */
  public static List<String> bundles() {
    return bundles(LAUNCH.resolve("kasan.bndrun"));
  }

  /** The symbolic names of all bundles that a run file runs. */
  static List<String> bundles(Path bndrun) {
    try (var lines = Files.lines(bndrun)) {
      return lines
          .dropWhile(line -> !line.startsWith("-runbundles:"))
          .map(RUN_BUNDLE::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The symbolic names of the bundles that are built here. */
  public static List<String> ownBundles() {
    return bundles().stream().filter(name -> Files.isDirectory(Path.of("..", name))).toList();
  }

  /** The classes of a bundle that is built here, with its manifest. */
  public static Path classes(String bundle) {
    return Path.of("..", bundle, "target", "classes");
  }

  /** The start script. */
  static Path script() {
    return Path.of("..", "kasan").toAbsolutePath().normalize();
  }
}
