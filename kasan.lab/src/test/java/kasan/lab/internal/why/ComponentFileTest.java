// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;

class ComponentFileTest {
  private static Snapshot.DeclaredComponent read(String text) throws XMLStreamException {
    return ComponentFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsNameServicesAndProperties() throws XMLStreamException {
    var component =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="org.page.Page">
              <property name="kasan.scheme.name" value="page"/>
              <property name="kasan.scheme.instrumentation">outline
            inline
            </property>
              <service>
                <provide interface="kasan.api.scheme.ShadowScheme"/>
              </service>
              <implementation class="org.page.Page"/>
            </scr:component>
            """);
    assertEquals("org.page.Page", component.name());
    assertEquals(Set.of("kasan.api.scheme.ShadowScheme"), component.services());
    assertEquals("page", component.properties().get("kasan.scheme.name"));
    assertEquals(
        List.of("outline", "inline"),
        Names.all(component.properties().get("kasan.scheme.instrumentation")));
    assertEquals(2, Map.copyOf(component.properties()).size());
  }

  @Test
  void whatIsNoXmlIsRefused() {
    assertThrows(XMLStreamException.class, () -> read("no xml"));
  }
}
