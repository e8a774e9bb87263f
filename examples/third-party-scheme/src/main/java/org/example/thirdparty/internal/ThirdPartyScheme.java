// SPDX-License-Identifier: Apache-2.0
package org.example.thirdparty.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/** The service: what the scheme is called, what can be set, and a shadow for each kernel. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "third-party",
    title = "generic KASAN that poisons freed pages from an order up",
    source = "an example for authors of schemes",
    staticCost = "R/8 + tables",
    misses = "not-poisoned")
public final class ThirdPartyScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number("least-order", "the smallest freed block that is poisoned", 0, 10, 1));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return new ThirdPartyShadow(view, (int) options.number("least-order"));
  }
}
