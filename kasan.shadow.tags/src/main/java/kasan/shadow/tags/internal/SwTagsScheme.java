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

/** Service of software tag-based KASAN, see {@link SwTagsShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "sw-tags",
    title = "software tags: a tag in each pointer, a byte of tag for 16 bytes of all RAM",
    source = "Linux 6.12, mm/kasan/sw_tags.c and tags.c",
    granuleBytes = 16,
    layoutClass = "tags",
    anyLayout = true,
    staticCost = "R/16 + tables + stack ring",
    misses = {"partial-granule", "same-tag", "match-all"})
public final class SwTagsScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(
            "stack-ring", "entries of the stack ring, 32 bytes each", 0, 1 << 20, 32_768),
        OptionSpec.choice(
            "prng",
            "where tags come from: lcg as in the kernel (never the same twice in a row), uniform",
            "lcg",
            "uniform"),
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
      throw new BadInputException("sw-tags " + refusal);
    }
    int cpus = view.machine().cpus();
    long seed = options.number("seed");
    TagSource source =
        options.word("prng").equals("lcg")
            ? TagSource.kernel(cpus, seed)
            : TagSource.software(cpus, seed);
    return SwTagsShadow.attach(view, source, options.number("stack-ring"));
  }
}
