// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.scale.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/** Service of generic KASAN with a granule of 16 bytes, see {@link ScaledShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "scale-16",
    title = "generic KASAN with one shadow byte for 16 bytes of all RAM",
    source = "Andrey Ryabinin, reply to [PATCH v1 00/11] mm/kasan: per-page shadow, 2017-05-17",
    granuleBytes = 16,
    layoutClass = "generic-16",
    anyLayout = true,
    staticCost = "R/16 + tables")
public final class Scale16Scheme implements ShadowScheme {
  private static final int SCALE = 4;

  @Override
  public List<OptionSpec> options() {
    return List.of(StaticLeaves.OPTION);
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return new ScaledShadow(view, SCALE, StaticLeaves.of(options));
  }
}
