// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.util.concurrent.CountDownLatch;

/** A component that hangs, and hears no interrupt, when it is to leave. */
public final class HangingComponent {
  /** How Declarative Services reads of it. */
  static final String DESCRIPTION =
      """
      <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="never.leaves"
          immediate="true" deactivate="leave">
        <implementation class="kasan.itest.HangingComponent"/>
      </scr:component>
      """;

  /** What Declarative Services calls. */
  public void leave() {
    while (true) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        // Deaf.
      }
    }
  }
}
