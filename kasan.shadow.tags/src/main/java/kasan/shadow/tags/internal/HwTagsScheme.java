// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.tags.internal;

import java.util.List;
import kasan.api.BadInputException;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Component;

/** Service of hardware tag-based KASAN, see {@link HwTagsShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "hw-tags",
    title = "hardware tags (MTE): a tag in each pointer, four bits of tag for 16 bytes of all RAM",
    source = "Linux 6.12, mm/kasan/hw_tags.c and tags.c; Arm Memory Tagging Extension",
    granuleBytes = 16,
    instrumentation = "hardware",
    layoutClass = "tags",
    anyLayout = true,
    staticCost = "R/32 of tag storage",
    misses = {"partial-granule", "same-tag", "match-all", "no-stack-shadow"})
public final class HwTagsScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(
            "page-sample",
            "tag one in so many page allocations (page_alloc.sample)",
            1,
            1 << 20,
            1),
        OptionSpec.number(
            "page-sample-order",
            "page allocations below this order are tagged always (page_alloc.sample.order)",
            0,
            16,
            3),
        OptionSpec.onOff("vmalloc", "tag vmalloc areas", true),
        OptionSpec.onOff("write-only", "check stores only", false),
        OptionSpec.number(
            "stack-ring", "entries of the stack ring, 32 bytes each; 0: no stacks", 0, 1 << 20, 0),
        OptionSpec.number("seed", "of the random tags", 0, Integer.MAX_VALUE, 0));
  }

  @Override
  public @Nullable String refusal(ArchModel arch, Options options) {
    return Tags.refusal(arch);
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    String refusal = Tags.refusal(view.arch());
    if (refusal != null) {
      throw new BadInputException("hw-tags " + refusal);
    }
    return new HwTagsShadow(
        view,
        new HwTagsShadow.Behaviour(
            (int) options.number("page-sample"),
            (int) options.number("page-sample-order"),
            options.on("vmalloc"),
            options.on("write-only"),
            options.number("stack-ring"),
            options.number("seed")));
  }
}
