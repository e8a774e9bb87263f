// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import kasan.lab.api.inventory.LeftOutListener;
import org.osgi.service.component.annotations.Component;

/** Tells the user, on standard error, of extensions that others go on without. */
@Component
public final class LeftOut implements LeftOutListener {
  @Override
  public void leftOut(String line) {
    TerminalProgress.told("kasan: " + line);
  }
}
