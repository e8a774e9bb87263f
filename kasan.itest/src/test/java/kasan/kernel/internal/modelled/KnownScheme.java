// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.modelled;

import arch.arm64.internal.Arm64Architecture;
import arch.x86.internal.X86Architecture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import kasan.api.arch.ArchModel;
import kasan.api.arch.Architecture;
import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.BootPlan;
import kasan.lab.api.kernel.SchemeTraits;
import kasan.shadow.block.internal.BlockScheme;
import kasan.shadow.floor.internal.FloorScheme;
import kasan.shadow.kfence.internal.KfenceScheme;
import kasan.shadow.ondemand.internal.OndemandScheme;
import kasan.shadow.original.internal.OriginalScheme;
import kasan.shadow.page.internal.PageScheme;
import kasan.shadow.scale.internal.Scale16Scheme;
import kasan.shadow.scale.internal.Scale32Scheme;
import kasan.shadow.tags.internal.HwTagsScheme;
import kasan.shadow.tags.internal.SwTagsScheme;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** A built-in scheme with what its registration says of it: the properties of its component. */
final class KnownScheme {
  private static final Pattern LINES = Pattern.compile("\\s+");
  private static final List<ShadowScheme> ALL =
      List.of(
          new FloorScheme(),
          new OriginalScheme(),
          new PageScheme(),
          new OndemandScheme(),
          new Scale16Scheme(),
          new Scale32Scheme(),
          new BlockScheme(),
          new KfenceScheme(),
          new SwTagsScheme(),
          new HwTagsScheme());

  private final ShadowScheme scheme;
  private final Map<String, String> properties;

  private KnownScheme(ShadowScheme scheme) {
    this.scheme = scheme;
    this.properties = propertiesOf(scheme.getClass());
  }

  static KnownScheme of(String name) {
    for (ShadowScheme each : ALL) {
      var known = new KnownScheme(each);
      if (known.name().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(name);
  }

  private static Map<String, String> propertiesOf(Class<?> type) {
    var properties = new TreeMap<String, String>();
    try (InputStream in = type.getResourceAsStream("/OSGI-INF/" + type.getName() + ".xml")) {
      NodeList all =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(in)
              .getElementsByTagName("property");
      for (int i = 0; i < all.getLength(); i++) {
        Element property = (Element) all.item(i);
        String value =
            property.hasAttribute("value")
                ? property.getAttribute("value")
                : property.getTextContent();
        properties.put(property.getAttribute("name"), value);
      }
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private String property(String name) {
    return properties.getOrDefault("kasan.scheme." + name, "");
  }

  private Set<String> words(String name) {
    var words = new TreeSet<String>(List.of(LINES.split(property(name).strip())));
    words.remove("");
    return words;
  }

  String name() {
    return property("name");
  }

  /** Classes of bugs that it says it misses. */
  Set<String> misses() {
    return words("misses");
  }

  boolean tagged() {
    return property("layoutClass").equals("tags");
  }

  /** Bytes that one unit of its shadow describes; 0 without shadow. */
  int granuleBytes() {
    return Integer.parseInt(property("granuleBytes"));
  }

  boolean supports(String instrumentation) {
    return words("instrumentation").contains(instrumentation);
  }

  /** How its kernels are compiled when somebody asks for {@code wanted}. */
  String instrumentation(String wanted) {
    if (supports("hardware")) {
      return "hardware";
    }
    return granuleBytes() == 0 ? "none" : wanted;
  }

  boolean vmalloc() {
    return !property("vmalloc").equals("false");
  }

  ArchModel arch() {
    Architecture arch = tagged() ? new Arm64Architecture() : new X86Architecture();
    return arch.model(Options.of("arch", arch.options(), Map.of()));
  }

  /** Boots a kernel of 128 MiB that carries it. */
  PlacingKernel boot(int cpus, String wanted, long seed, Map<String, String> set) {
    String instrumentation = instrumentation(wanted);
    String layout = instrumentation.equals("none") ? "plain" : property("layoutClass");
    var plan = new BootPlan(128, cpus, "linux-6.12-qemu", layout, instrumentation, vmalloc(), seed);
    var traits =
        new SchemeTraits(
            name(),
            vmalloc(),
            supports("inline") && !supports("hardware"),
            granuleBytes(),
            tagged());
    return (PlacingKernel)
        PlacingKernel.boot(
            BootedMachine.profiles(),
            plan,
            arch(),
            traits,
            scheme,
            Options.of(name(), scheme.options(), set));
  }
}
