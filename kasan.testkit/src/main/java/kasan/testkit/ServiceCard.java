// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a component says of an extension: the service properties in its DS file. */
final class ServiceCard {
  private ServiceCard() {}

  /**
   * The properties without prefix, in words, several with line ends between them; null where no DS
   * file was built.
   *
   * @param prefix of the properties to take
   */
  static @Nullable Map<String, String> of(Class<?> component, String prefix) {
    String file = "OSGI-INF/" + component.getName() + ".xml";
    try (InputStream xml = component.getClassLoader().getResourceAsStream(file)) {
      if (xml == null) {
        return null;
      }
      NodeList properties =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(xml)
              .getElementsByTagName("property");
      var card = new HashMap<String, String>();
      for (int i = 0; i < properties.getLength(); i++) {
        Element property = (Element) properties.item(i);
        String name = property.getAttribute("name");
        if (name.startsWith(prefix)) {
          String value = property.getAttribute("value");
          card.put(
              name.substring(prefix.length()),
              value.isEmpty() ? property.getTextContent().strip() : value);
        }
      }
      return card;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
