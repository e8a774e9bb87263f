// SPDX-License-Identifier: Apache-2.0
package kasan.report.html.internal.markup;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes elements, for HTML and SVG alike. Text and attributes are escaped by the XML writer of
 * Java; what XML cannot hold at all, such as a zero byte, becomes U+FFFD.
 */
public final class Markup {
  private static final XMLOutputFactory FACTORY = XMLOutputFactory.newDefaultFactory();

  private final StringWriter out = new StringWriter();
  private final XMLStreamWriter xml;

  /** With nothing written yet. */
  public Markup() {
    try {
      xml = FACTORY.createXMLStreamWriter(out);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  public Markup open(String name, String... attributes) {
    try {
      xml.writeStartElement(name);
      attributes(attributes);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** An element that never has contents, such as {@code meta} or {@code rect}. */
  public Markup leaf(String name, String... attributes) {
    try {
      xml.writeEmptyElement(name);
      attributes(attributes);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  private void attributes(String... attributes) throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      xml.writeAttribute(attributes[i], clean(attributes[i + 1]));
    }
  }

  /** An element with text in it. */
  public Markup element(String name, String text, String... attributes) {
    return open(name, attributes).text(text).close();
  }

  /** Text. */
  public Markup text(String text) {
    try {
      xml.writeCharacters(clean(text));
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Ends the innermost element. */
  public Markup close() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return this;
  }

  /** Ends this many elements. */
  public Markup close(int elements) {
    for (int i = 0; i < elements; i++) {
      close();
    }
    return this;
  }

  /** What is markup, script or style already; nothing of a user. */
  public Markup raw(String markup) {
    settle();
    out.write(markup);
    return this;
  }

  private static String clean(String text) {
    if (text.chars().noneMatch(Markup::unfit)) {
      return text;
    }
    var clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.appendCodePoint(unfit(c) ? '\uFFFD' : c));
    return clean.toString();
  }

  private static boolean unfit(int c) {
    return c < ' ' && c != '\n' && c != '\t' || c == 0x7F || c == 0xFFFE || c == 0xFFFF;
  }

  /** All that was written. */
  @Override
  public String toString() {
    settle();
    return out.toString();
  }

  /** Ends the tag that is open, and hands on what the writer has kept. */
  private void settle() {
    try {
      xml.writeCharacters("");
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
