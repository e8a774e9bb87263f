// SPDX-License-Identifier: Apache-2.0

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Lays the bundles of the runnable jar into a folder in the form that starts fastest: stored, not
 * deflated, since each start reads a thousand classes of them; and with the descriptions of a
 * bundle's components in one file, since each file costs a parser. The start script runs it from
 * source.
 */
public final class Unpack {
  private static final String MANIFEST = "META-INF/MANIFEST.MF";
  private static final String COMPONENTS = "Service-Component";
  private static final String ONE_FILE = "OSGI-INF/components.xml";
  private static final Pattern PLAIN_NAMES = Pattern.compile("[^*;\"]+\\.xml");
  private static final Pattern DESCRIPTION =
      Pattern.compile("\\s*(<\\?xml[^>]*\\?>)?\\s*(<([a-z]+:)?component\\b.*)", Pattern.DOTALL);

  private Unpack() {}

  /**
   * Takes the jar and an empty folder.
   *
   * @param arguments the two paths
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    for (Map.Entry<String, byte[]> entry : read(Files.newInputStream(Path.of(arguments[0])))) {
      String name = entry.getKey();
      if (name.equals("launcher.properties")) {
        Files.write(folder.resolve(name), entry.getValue());
      } else if (name.startsWith("jar/") && name.endsWith(".jar")) {
        Path file = folder.resolve(name).normalize();
        Files.createDirectories(file.getParent());
        Files.write(file, bundle(entry.getValue()));
      }
    }
  }

  private static List<Map.Entry<String, byte[]>> read(InputStream jar) throws IOException {
    var entries = new ArrayList<Map.Entry<String, byte[]>>();
    try (var in = new ZipInputStream(jar)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(Map.entry(entry.getName(), in.readAllBytes()));
      }
    }
    return entries;
  }

  private static byte[] bundle(byte[] jar) throws IOException {
    var files = new LinkedHashMap<String, byte[]>();
    for (Map.Entry<String, byte[]> entry : read(new ByteArrayInputStream(jar))) {
      files.putIfAbsent(entry.getKey(), entry.getValue());
    }
    // A signature would not fit any more.
    if (files.keySet().stream().noneMatch(name -> name.matches("META-INF/.*\\.SF"))) {
      joinComponents(files);
    }
    return stored(files);
  }

  private static void joinComponents(Map<String, byte[]> files) throws IOException {
    byte[] header = files.get(MANIFEST);
    if (header == null || files.containsKey(ONE_FILE)) {
      return;
    }
    var manifest = new Manifest(new ByteArrayInputStream(header));
    String list = manifest.getMainAttributes().getValue(COMPONENTS);
    String[] names = list == null ? new String[0] : list.trim().split("\\s*,\\s*");
    var all = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<components>\n");
    for (String name : names) {
      byte[] file = PLAIN_NAMES.matcher(name).matches() ? files.get(name) : null;
      Matcher description = DESCRIPTION.matcher(file == null ? "" : new String(file, UTF_8));
      if (!description.matches()) {
        return;
      }
      all.append(description.group(2).trim()).append('\n');
    }
    if (names.length > 1) {
      for (String name : names) {
        files.remove(name);
      }
      files.put(ONE_FILE, all.append("</components>\n").toString().getBytes(UTF_8));
      manifest.getMainAttributes().putValue(COMPONENTS, ONE_FILE);
      var out = new ByteArrayOutputStream();
      manifest.write(out);
      files.put(MANIFEST, out.toByteArray());
    }
  }

  private static byte[] stored(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        var entry = new ZipEntry(file.getKey());
        var sum = new CRC32();
        sum.update(file.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(file.getValue().length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(LocalDateTime.of(1980, 2, 1, 0, 0)); // the same bytes each time
        out.putNextEntry(entry);
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
