// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.page.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/** Service of Kim's per-page shadow with on-demand byte shadow, see {@link PageAndByteShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "page",
    title = "one shadow byte a page for all RAM, byte shadow on demand for byte-managed blocks",
    source = "Joonsoo Kim, [PATCH v1 00/11] mm/kasan: support per-page shadow memory, 2017-05-16",
    instrumentation = {"outline", "inline"},
    staticCost = "R/4096 (in 2 MiB leaves) + R/4096 of private tables",
    vmalloc = false,
    misses = "no-vmalloc-shadow")
public final class PageScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.choice(
            "order",
            "which shadow a check reads first (11/11 made it byte-first)",
            "byte-first",
            "page-first"),
        OptionSpec.onOff(
            "recheck", "flush the local TLB and repeat a failed check before it is reported", true),
        OptionSpec.onOff(
            "free-recheck", "repeat a failed check of kfree too; v1 as posted did not", true),
        OptionSpec.onOff(
            "straddle-quirk",
            "as posted: accesses of constant size look at their first page only",
            false),
        OptionSpec.choice(
            "unmapped",
            "shadow of unused blocks: black page as posted; invalid: none, page-first, outline"
                + " only",
            "black",
            "invalid"),
        OptionSpec.number(
            "unmap-delay-us",
            "from a block becoming free to the unmap worker, in us",
            0,
            1_000_000,
            4_000));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return PageAndByteShadow.attach(
        view,
        new Behaviour(
            options.word("order").equals("page-first"),
            options.on("recheck"),
            options.on("free-recheck"),
            options.on("straddle-quirk"),
            options.word("unmapped").equals("invalid"),
            options.number("unmap-delay-us") * 1_000));
  }
}
