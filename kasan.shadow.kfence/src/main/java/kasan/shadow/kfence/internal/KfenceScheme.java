// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.kfence.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.osgi.service.component.annotations.Component;

/** Service of the sampling detector, see {@link KfenceShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "kfence",
    title = "sampled: one object now and then on a page of its own between guard pages",
    source = "Linux 6.12, mm/kfence",
    granuleBytes = 0,
    instrumentation = "hardware",
    layoutClass = "plain",
    anyLayout = true,
    staticCost = "2 (objects + 1) pages + tables",
    misses = {"not-sampled", "not-checked", "not-poisoned"})
public final class KfenceScheme implements ShadowScheme {
  private static final long NANOS_PER_MILLI = 1_000_000;

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.number(
            "objects", "slots of the pool (CONFIG_KFENCE_NUM_OBJECTS)", 1, 65_535, 255),
        OptionSpec.number(
            "interval-ms",
            "from one sample to the next (kfence.sample_interval)",
            1,
            3_600_000,
            100),
        OptionSpec.number(
            "seed",
            "of the choice which edge of its page an object lies at",
            0,
            Integer.MAX_VALUE,
            0));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return new KfenceShadow(
        view,
        (int) options.number("objects"),
        options.number("interval-ms") * NANOS_PER_MILLI,
        options.number("seed"));
  }
}
