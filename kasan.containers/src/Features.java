// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Writes the features file for Apache Karaf. Which bundles there are, and at which start level, says
 * {@code kasan.launch/kasan.bndrun}; their coordinates say the dependencies of the build. What Karaf
 * has itself is left to it: the framework's services, Gogo, JLine, the log.
 *
 * <p>Usage: {@code java Features.java DEPENDENCIES BNDRUN VERSION OUT}, with the output of {@code
 * dependency:list -DoutputAbsoluteArtifactFilename=true}.
 */
final class Features {
  /** A line of the list: coordinates, perhaps colours and notes, and the file. */
  private static final String JAR = ":jar:";

  private static final List<String> KARAF_HAS =
      List.of("org.apache.felix.", "org.osgi.", "org.ops4j.pax.logging.", "org.jline");
  private static final String HTTP = "org.apache.felix.http.";
  private static final String UPLOAD = "org.apache.commons.commons-fileupload";
  private static final String SCHEME = "kasan.shadow.";

  /** Services that Karaf's shell and the framework register and declare nowhere. */
  private static final List<String> KARAF_SERVICES =
      Stream.of("java.lang.Object", "org.apache.felix.service.command.CommandProcessor")
          .map(type -> "osgi.service;effective:=active;objectClass=" + type)
          .map(service -> "    <capability>" + service + "</capability>")
          .toList();

  /** The HTTP service opens a port of its own otherwise; the page asks for another. */
  private static final List<String> NO_PORT_UNASKED =
      List.of(
          "    <config name=\"org.apache.felix.http\">",
          "      org.apache.felix.http.enable = false",
          "    </config>");

  private final Map<String, String> locations = new TreeMap<>();
  private final List<String> bundles;

  private Features(Path dependencies, Path bndrun) throws IOException {
    for (String line : Files.readAllLines(dependencies)) {
      if (line.contains(JAR)) {
        add(line.strip().replaceAll("\u001b\\[[0-9;]*m", ""));
      }
    }
    bundles =
        Files.readAllLines(bndrun).stream()
            .dropWhile(line -> !line.startsWith("-runbundles:"))
            .filter(line -> line.startsWith("\t"))
            .map(line -> line.strip().replaceAll(";.*", ""))
            .toList();
  }

  /** {@code group:artifact:jar:version:scope:/path/of/file}. */
  private void add(String line) throws IOException {
    String[] parts = line.split(":", 6);
    String file = parts[5].replaceAll(" -- module .*", "");
    if (!Files.isRegularFile(Path.of(file))) {
      throw new IOException("not built yet: " + line);
    }
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      String name =
          manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-SymbolicName");
      if (name != null) {
        locations.put(
            name.replaceAll(";.*", ""), "mvn:" + parts[0] + "/" + parts[1] + "/" + parts[3]);
      }
    }
  }

  private static boolean karafHas(String bundle) {
    return KARAF_HAS.stream().anyMatch(bundle::startsWith) && !web(bundle);
  }

  private static boolean web(String bundle) {
    return bundle.startsWith(HTTP) || bundle.equals(UPLOAD) || bundle.equals("kasan.web");
  }

  private static boolean core(String bundle) {
    return !web(bundle) && !bundle.startsWith(SCHEME) && !shell(bundle);
  }

  private static boolean shell(String bundle) {
    return bundle.equals("kasan.shell") || bundle.equals("picocli");
  }

  private List<String> feature(
      String name, String version, String what, List<String> needs, Predicate<String> bundle)
      throws IOException {
    var lines = new ArrayList<String>();
    lines.add(
        "  <feature name=\"" + name + "\" version=\"" + version + "\" description=\"" + what + "\">");
    needs.forEach(each -> lines.add("    <feature>" + each + "</feature>"));
    int count = 0;
    for (String each : bundles) {
      if (!karafHas(each) && bundle.test(each)) {
        String location = locations.get(each);
        if (location == null) {
          throw new IOException("no dependency is the bundle " + each);
        }
        lines.add("    <bundle start-level=\"80\">" + location + "</bundle>");
        count++;
      }
    }
    if (count == 0) {
      throw new IOException("no bundle in " + name);
    }
    lines.add("  </feature>");
    return lines;
  }

  private List<String> file(String version) throws IOException {
    var lines = new ArrayList<String>();
    lines.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    lines.add("<!-- Made by the build: see docs/containers.md. -->");
    lines.add("<features name=\"kasan\" xmlns=\"http://karaf.apache.org/xmlns/features/v1.6.0\">");
    lines.addAll(
        feature(
            "kasan-core",
            version,
            "The laboratory for KASAN shadow-memory schemes, without schemes",
            List.of("scr"),
            Features::core));
    lines.addAll(
        feature(
            "kasan-schemes",
            version,
            "The schemes that come with it",
            List.of("kasan-core"),
            each -> each.startsWith(SCHEME)));
    lines.addAll(
        feature(
            "kasan-shell",
            version,
            "Its verbs, in Karaf's shell",
            List.of("kasan-core"),
            Features::shell));
    lines.addAll(lines.size() - 1, KARAF_SERVICES);
    lines.addAll(
        feature(
            "kasan-web", version, "Runs on a live page", List.of("kasan-core"), Features::web));
    lines.addAll(lines.size() - 1, NO_PORT_UNASKED);
    lines.add("</features>");
    return lines;
  }

  public static void main(String[] arguments) throws IOException {
    var features = new Features(Path.of(arguments[0]), Path.of(arguments[1]));
    Path out = Path.of(arguments[3]);
    Files.createDirectories(out.getParent());
    Files.writeString(out, String.join("\n", features.file(arguments[2])) + "\n");
  }
}
