// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture.sample.other;

import kasan.itest.architecture.sample.one.One;
import org.osgi.framework.Bundle;

/** The other half of a cycle of packages, with a name that says nothing, deep in OSGi. */
public final class OtherImpl {
  /** The first half. */
  public One one;

  /** Where it lives. */
  public Bundle bundle;

  /** Belongs to the first half. */
  public OtherImpl(One one) {
    this.one = one;
  }
}
