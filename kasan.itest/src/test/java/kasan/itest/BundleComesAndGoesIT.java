// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;

/** What a bundle offers goes when it stops and is there again when it starts. */
class BundleComesAndGoesIT extends ProductTest {

  @Test
  void verbsGoWithTheShellAndReturnWithIt() throws BundleException, InvalidSyntaxException {
    Bundle shell = bundle("kasan.shell");
    assertTrue(hasVerbs());

    shell.stop();
    assertFalse(hasVerbs());

    shell.start();
    assertTrue(hasVerbs());
  }

  private boolean hasVerbs() throws InvalidSyntaxException {
    return context.getAllServiceReferences(null, "(osgi.command.scope=kasan)") != null;
  }
}
