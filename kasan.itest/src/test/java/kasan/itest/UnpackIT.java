// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** What the start script makes of the bundles: the same bundles in another form. */
class UnpackIT {
  private static final String DESCRIPTION =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s">
        <implementation class="%s"/>
      </scr:component>
      """;

  @TempDir Path folder;

  private final Map<String, byte[]> bundle = new LinkedHashMap<>();

  @BeforeEach
  void twoComponents() {
    header("OSGI-INF/one.xml,OSGI-INF/two.xml");
    bundle.put("OSGI-INF/one.xml", DESCRIPTION.formatted("one", "a.One").getBytes(UTF_8));
    bundle.put("OSGI-INF/two.xml", DESCRIPTION.formatted("two", "a.Two").getBytes(UTF_8));
    bundle.put("a/One.class", "the same word many times, many times".repeat(50).getBytes(UTF_8));
  }

  private void header(String components) {
    String text =
        "Manifest-Version: 1.0\r\nBundle-SymbolicName: a\r\nService-Component: %s\r\n\r\n";
    bundle.put("META-INF/MANIFEST.MF", text.formatted(components).getBytes(UTF_8));
  }

  @Test
  void whatIsInABundleIsStored() throws Exception {
    try (JarFile unpacked = unpack()) {
      ZipEntry entry = unpacked.getEntry("a/One.class");
      assertEquals(ZipEntry.STORED, entry.getMethod());
      assertArrayEquals(bundle.get("a/One.class"), unpacked.getInputStream(entry).readAllBytes());
      assertEquals("a", unpacked.getManifest().getMainAttributes().getValue("Bundle-SymbolicName"));
    }
  }

  @Test
  void componentsAreDescribedInOneFile() throws Exception {
    try (JarFile unpacked = unpack()) {
      String file = unpacked.getManifest().getMainAttributes().getValue("Service-Component");
      assertEquals("OSGI-INF/components.xml", file);
      assertNull(unpacked.getEntry("OSGI-INF/one.xml"));
      DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
      parsers.setNamespaceAware(true);
      Document all =
          parsers.newDocumentBuilder().parse(unpacked.getInputStream(unpacked.getEntry(file)));
      var found = all.getElementsByTagNameNS("http://www.osgi.org/xmlns/scr/v1.4.0", "component");
      assertEquals(2, found.getLength());
      assertEquals("two", found.item(1).getAttributes().getNamedItem("name").getNodeValue());
    }
  }

  @Test
  void aSignedBundleStaysAsItIs() throws Exception {
    bundle.put("META-INF/SIGNER.SF", new byte[] {1});
    try (JarFile unpacked = unpack()) {
      assertNotNull(unpacked.getEntry("OSGI-INF/one.xml"));
    }
  }

  @Test
  void aPatternOfNamesStaysAsItIs() throws Exception {
    header("OSGI-INF/*.xml");
    try (JarFile unpacked = unpack()) {
      assertNotNull(unpacked.getEntry("OSGI-INF/two.xml"));
      assertEquals(
          "OSGI-INF/*.xml",
          unpacked.getManifest().getMainAttributes().getValue("Service-Component"));
    }
  }

  private JarFile unpack() throws Exception {
    Path jar = folder.resolve("kasan.jar");
    Files.write(
        jar, zip(Map.of("launcher.properties", "a=b".getBytes(UTF_8), "jar/a.jar", zip(bundle))));
    Path to = Files.createDirectory(folder.resolve("unpacked"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path source = Product.script().resolveSibling("kasan.launch/src/Unpack.java");
    Process process =
        new ProcessBuilder(java.toString(), source.toString(), jar.toString(), to.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    assertEquals("", new String(process.getInputStream().readAllBytes(), UTF_8));
    assertEquals(0, process.waitFor());
    assertEquals("a=b", Files.readString(to.resolve("launcher.properties")));
    return new JarFile(to.resolve("jar/a.jar").toFile());
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
