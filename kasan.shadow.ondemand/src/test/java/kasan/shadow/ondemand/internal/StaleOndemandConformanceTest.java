// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import kasan.api.scheme.ShadowScheme;
import kasan.lab.api.kernel.ByteState;
import kasan.testkit.BadByte;
import kasan.testkit.SchemeConformance;

class StaleOndemandConformanceTest extends SchemeConformance {
  @Override
  protected ShadowScheme scheme() {
    return new OndemandScheme();
  }

  /** Another CPU may still have the zero page, so only what one CPU does alone is certain. */
  @Override
  protected int mostCpus() {
    return 1;
  }

  @Override
  protected boolean finds(BadByte bad) {
    return bad.truth() != ByteState.FREE_PAGE;
  }
}
