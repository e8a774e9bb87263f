// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import javax.inject.Inject;
import kasan.exam.ClassPathBundles;
import kasan.exam.FrameworkTest;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.junit.jupiter.api.Test;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** The subset of {@code examples/felix} on Felix with its old Gogo shell, and nothing else. */
@FrameworkTest
class SmallFelixIT {
  private static final Path SUBSET = Path.of("..", "examples", "felix", "kasan-small.bndrun");

  /** What runs the test logs by it. */
  private static final String OF_THE_TEST = "org.ops4j.pax.logging.pax-logging-api";

  @Inject private BundleContext context;
  @Inject private CommandProcessor processor;

  @Configuration
  public static Option[] subset() {
    return new Option[] {
      CoreOptions.composite(ClassPathBundles.scan().install(Product.bundles(SUBSET))),
      CoreOptions.composite(ClassPathBundles.scan().install(List.of(OF_THE_TEST))),
      CoreOptions.frameworkProperty("gosh.args").value("--nointeractive"),
    };
  }

  private String answer(String line) throws Exception {
    var out = new ByteArrayOutputStream();
    try (CommandSession session =
        processor.createSession(new ByteArrayInputStream(new byte[0]), out, out)) {
      Object value = session.execute(line);
      return out + String.valueOf(session.format(value, Converter.INSPECT));
    }
  }

  @Test
  void allOfItIsActiveAndNothingOfTheRestIsThere() {
    List<String> wanted = Product.bundles(SUBSET);
    int found = 0;
    for (Bundle bundle : context.getBundles()) {
      if (wanted.contains(bundle.getSymbolicName())) {
        assertEquals(Bundle.ACTIVE, bundle.getState(), bundle.getSymbolicName());
        found++;
      }
      assertFalse(String.valueOf(bundle.getSymbolicName()).contains("jline"));
    }
    assertEquals(wanted.size(), found);
  }

  @Test
  void oldShellRunsOurVerbs() throws Exception {
    String schemes = answer("kasan:schemes");
    assertTrue(schemes.contains("original"), schemes);
    assertFalse(schemes.contains("ondemand"), schemes);
  }

  @Test
  void whoSitsThereActsByHand() throws Exception {
    assertTrue(answer("kasan:run file-tree --ram 256M --hold").contains("held; 0 operations"));
    assertTrue(answer("kasan:alloc 100").contains("kmalloc-128"));
    assertTrue(answer("kasan:access o1+100").contains("slab-out-of-bounds"));
    assertTrue(answer("kasan:end").contains("Findings"));
  }
}
