// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;
import org.osgi.framework.Bundle;

/**
 * Components as bundles declare them, read from their descriptions: Declarative Services knows only
 * those of active bundles.
 */
final class DeclaredComponents {
  private static final String HEADER = "Service-Component";

  private DeclaredComponents() {}

  /** The components of a bundle; none when it is active, since its components speak then. */
  static List<DeclaredComponent> of(Bundle bundle) {
    var all = new ArrayList<DeclaredComponent>();
    String header = bundle.getHeaders("").get(HEADER);
    if (header == null || bundle.getState() == Bundle.ACTIVE) {
      return all;
    }
    for (String path : header.split("\\s*,\\s*")) {
      URL entry = bundle.getEntry(path);
      if (entry != null) {
        try (InputStream in = entry.openStream()) {
          all.add(read(in));
        } catch (IOException | XMLStreamException e) {
          // Not readable: nothing can be said of this component.
          continue;
        }
      }
    }
    return all;
  }

  private static DeclaredComponent read(InputStream in) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    XMLStreamReader xml = factory.createXMLStreamReader(in);
    String name = "";
    var services = new TreeSet<String>();
    var properties = new HashMap<String, String>();
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "component" -> name = attribute(xml, "name");
          case "provide" -> services.add(attribute(xml, "interface"));
          case "property" -> property(xml, properties);
          default -> {}
        }
      }
    }
    return new DeclaredComponent(name, services, properties);
  }

  private static void property(XMLStreamReader xml, HashMap<String, String> properties)
      throws XMLStreamException {
    String key = attribute(xml, "name");
    String value = attribute(xml, "value");
    properties.put(key, value.isEmpty() ? xml.getElementText() : value);
  }

  private static String attribute(XMLStreamReader xml, String name) {
    String value = xml.getAttributeValue(null, name);
    return value == null ? "" : value;
  }
}
