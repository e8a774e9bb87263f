// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.block.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/**
 * Service of shadow blocks that hang on pages, see {@link BlockShadow}. It shadows neither vmalloc
 * memory nor stacks. It is told of vmalloc all the same: then task stacks stay where the kernel has
 * them.
 */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "block",
    title = "a pointer in each struct page to 512 bytes of shadow, for byte-managed pages only",
    source = "Dmitry Vyukov, on [PATCH v1 00/11] mm/kasan: per-page shadow, 2017-05-29",
    instrumentation = "outline",
    staticCost = "R/512 of pointers (R/256 in page_ext)",
    misses = {"no-stack-shadow", "no-vmalloc-shadow", "not-poisoned"})
public final class BlockScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "pointers",
            "where a page has its pointer: page_ext takes a longer way to it",
            "struct-page",
            "page-ext"),
        OptionSpec.onOff(
            "compaction", "whether blocks are moved out of frames that are half empty", true));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return BlockShadow.attach(
        view,
        options.word("pointers").equals("page-ext")
            ? PagePointers.Place.PAGE_EXT
            : PagePointers.Place.STRUCT_PAGE,
        options.on("compaction"));
  }
}
