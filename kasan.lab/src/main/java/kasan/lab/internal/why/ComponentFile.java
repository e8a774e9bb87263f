// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;

/** The XML file in a bundle that declares a component (OSGi Compendium, chapter 112.4). */
public final class ComponentFile {
  private ComponentFile() {}

  /**
   * @param in the file; stays open
   * @throws XMLStreamException when it is not XML
   */
  public static DeclaredComponent read(InputStream in) throws XMLStreamException {
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

  private static void property(XMLStreamReader xml, Map<String, String> properties)
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
