// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.original.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.LeafPolicy;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/** Service of the original generic KASAN shadow, see {@link OriginalShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "original",
    title = "generic KASAN: one shadow byte for 8 bytes of all RAM",
    source = "Linux 6.12, mm/kasan and arch/x86/mm/kasan_init_64.c",
    staticCost = "R/8 + tables")
public final class OriginalScheme implements ShadowScheme {
  private static final int SHIFT_2M = 21;
  private static final int SHIFT_1G = 30;

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "leaves", "largest leaf of the shadow: 1g today, 2m in 2017", "1g", "2m"));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    LeafPolicy leaves =
        options.word("leaves").equals("1g")
            ? new LeafPolicy(SHIFT_1G, false)
            : new LeafPolicy(SHIFT_2M, true);
    return new OriginalShadow(view, leaves);
  }
}
