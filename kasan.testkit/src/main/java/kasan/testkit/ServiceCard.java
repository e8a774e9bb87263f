// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.scheme.SchemeDescription;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a component says of an extension: the service properties in its DS file. */
public final class ServiceCard {
  private ServiceCard() {}

  /**
   * The properties of a component, with their names and types.
   *
   * @throws IllegalStateException where no DS file was built
   */
  public static Map<String, Object> properties(Class<?> component) {
    NodeList all = elements(component);
    if (all == null) {
      throw new IllegalStateException(
          "no " + fileOf(component) + " on the class path: build the bundle of the scheme first");
    }
    var properties = new HashMap<String, Object>();
    for (int i = 0; i < all.getLength(); i++) {
      Element one = (Element) all.item(i);
      properties.put(one.getAttribute("name"), value(one));
    }
    return properties;
  }

  private static Object value(Element property) {
    if (!property.hasAttribute("value")) {
      return property
          .getTextContent()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty())
          .toArray(String[]::new);
    }
    String text = property.getAttribute("value");
    return switch (property.getAttribute("type")) {
      case "Integer" -> Integer.valueOf(text);
      case "Boolean" -> Boolean.valueOf(text);
      default -> text;
    };
  }

  /** What the component of a scheme says of it. */
  public static SchemeDescription description(Class<? extends ShadowScheme> scheme) {
    return SchemeDescription.of(properties(scheme));
  }

  private static String fileOf(Class<?> component) {
    return "OSGI-INF/" + component.getName() + ".xml";
  }

  /** The properties in the DS file; null where there is none. */
  private static @Nullable NodeList elements(Class<?> component) {
    String file = fileOf(component);
    try (InputStream xml = component.getClassLoader().getResourceAsStream(file)) {
      return xml == null
          ? null
          : DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(xml)
              .getElementsByTagName("property");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(file, e);
    }
  }

  /**
   * The properties without prefix, in words, several with line ends between them; null where no DS
   * file was built.
   *
   * @param prefix of the properties to take
   */
  static @Nullable Map<String, String> of(Class<?> component, String prefix) {
    NodeList properties = elements(component);
    if (properties == null) {
      return null;
    }
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
  }
}
