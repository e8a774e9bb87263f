// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aQute.bnd.osgi.repository.XMLResourceParser;
import aQute.bnd.osgi.resource.ResourceUtils;
import java.io.File;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.osgi.resource.Resource;

/** What is made for other containers holds what the product holds. */
class ContainersIT {
  /** What Karaf has itself. */
  private static final List<String> KARAF_HAS =
      List.of("org.apache.felix.", "org.osgi.", "org.ops4j.pax.logging.", "org.jline");

  private static Document features() throws Exception {
    return Jsoup.parse(
        Files.readString(KarafFiles.FOLDER.resolve("features.xml")), "", Parser.xmlParser());
  }

  /** No bundle of the product is in two features, or in none but for what Karaf has. */
  @Test
  void featuresTogetherAreTheProduct() throws Exception {
    Map<String, String> names = KarafFiles.bundleNames();
    Map<String, String> featureOf = new TreeMap<>();
    for (Element bundle : features().select("feature > bundle")) {
      String name = String.valueOf(names.get(bundle.text()));
      String feature = bundle.parent().attr("name");
      assertEquals(null, featureOf.put(name, feature), name + " is in two features");
    }
    Set<String> wanted =
        Product.bundles().stream()
            .filter(
                name -> name.contains(".http.") || KARAF_HAS.stream().noneMatch(name::startsWith))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(wanted, featureOf.keySet());
    assertEquals("kasan-schemes", featureOf.get("kasan.shadow.page"));
    assertEquals("kasan-shell", featureOf.get("kasan.shell"));
    assertEquals("kasan-web", featureOf.get("kasan.web"));
    assertEquals("kasan-core", featureOf.get("kasan.lab"));
  }

  /** Each resource leads to a file of the build, and all that the product runs is among them. */
  @Test
  void indexOfTheRepositoryHoldsTheProduct() throws Exception {
    List<Resource> resources =
        XMLResourceParser.getResources(new File(KarafFiles.FOLDER.toFile(), "index.xml"));
    var found = new TreeSet<String>();
    for (Resource resource : resources) {
      found.add(String.valueOf(ResourceUtils.getIdentity(resource)));
      for (var content : ResourceUtils.getContentCapabilities(resource)) {
        boolean partOfJar = content.url().getScheme().equals("urn"); // for one version of Java
        assertTrue(partOfJar || new File(content.url()).isFile(), () -> content.url().toString());
      }
    }
    assertTrue(found.containsAll(Product.bundles()), found::toString);
  }
}
