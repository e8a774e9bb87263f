// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.compare;

import kasan.api.option.Options;
import kasan.api.scheme.ShadowScheme;
import kasan.lab.internal.inventory.SchemeFacts;
import org.jspecify.annotations.Nullable;

/**
 * A scheme that takes part in a comparison.
 *
 * @param facts what its registration says
 * @param scheme the service
 * @param options checked
 * @param excluded why it cannot be run on this plan; null when it can
 */
record Entrant(SchemeFacts facts, ShadowScheme scheme, Options options, @Nullable String excluded) {
  String name() {
    return facts.name();
  }
}
