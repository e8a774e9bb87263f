// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import javax.inject.Inject;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.api.inventory.InventoryService;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;

/** All that the product consists of starts, and its verbs can be called. */
class ProductAssemblesIT extends ProductTest {

  @Inject private CommandProcessor processor;
  @Inject private InventoryService inventory;

  static List<String> bundles() {
    return Product.ownBundles();
  }

  @ParameterizedTest
  @MethodSource("bundles")
  void bundleIsActive(String symbolicName) {
    assertEquals(Bundle.ACTIVE, bundle(symbolicName).getState(), symbolicName);
  }

  /**
   * A name or a word of a registration that is refused would take a part of ours away in silence.
   */
  @ParameterizedTest
  @EnumSource(ExtensionKind.class)
  void everyExtensionOfOursCanBeUsed(ExtensionKind kind) {
    assertFalse(inventory.now().of(kind).all().isEmpty());
    assertEquals(List.of(), inventory.now().of(kind).unusable());
    assertEquals(List.of(), inventory.now().of(kind).outranked());
  }

  @Test
  void verbAnswersToASession() throws Exception {
    assertTrue(answer("version").startsWith("kasan "));
  }

  /** A list ends with what is there and cannot be used. */
  @ParameterizedTest
  @EnumSource(ExtensionKind.class)
  void whateverIsThereCanBeUsed(ExtensionKind kind) throws Exception {
    String answer = answer(kind.name().toLowerCase(Locale.ROOT));
    for (String name : inventory.now().of(kind).names()) {
      assertTrue(answer.contains(name), answer);
    }
    assertFalse(answer.contains("cannot be used"), answer);
  }

  private String answer(String verb) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (CommandSession session =
        processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
      return session.format(session.execute("kasan:" + verb), Converter.INSPECT).toString();
    }
  }
}
