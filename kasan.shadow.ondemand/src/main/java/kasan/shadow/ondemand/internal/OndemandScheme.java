// SPDX-License-Identifier: Apache-2.0
package kasan.shadow.ondemand.internal;

import java.util.List;
import java.util.Locale;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.SchemeInfo;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import kasan.generic.FlushWindow;
import kasan.generic.FlushWindow.LeftOut;
import kasan.generic.GiveBack;
import org.osgi.service.component.annotations.Component;

/** Service of the lazily mapped single zero page, see {@link OndemandShadow}. */
@Component(service = ShadowScheme.class)
@SchemeInfo(
    name = "ondemand",
    title = "one zero page under everything, real shadow only for blocks with byte-managed memory",
    source = "Dmitry Vyukov, reply to [PATCH v1 00/11] mm/kasan: per-page shadow, 2017-05-16",
    staticCost = "R/4096 of private tables",
    misses = {"free-page", "stale-tlb"})
public final class OndemandScheme implements ShadowScheme {
  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.onOff(
            "ipi-on-map",
            "flush the TLBs of all CPUs after each map, so that none stays stale",
            false),
        OptionSpec.number(
            "tell-delay-us",
            "with ipi-on-map: from a map to its CPU telling the others, in us",
            0,
            1_000_000,
            0),
        OptionSpec.choice(
            "give-back",
            "when a block goes back to the zero page: with all its pages free, or without a"
                + " byte-managed one",
            "free",
            "not-byte-managed"),
        OptionSpec.number(
            "unmap-delay-us",
            "from a block becoming unused to the unmap worker, in us",
            0,
            1_000_000,
            4_000),
        OptionSpec.number(
            "flush-delay-us",
            "from a batch of entries being changed to the flush of all CPUs, in us",
            0,
            1_000_000,
            0),
        OptionSpec.choice(
            "leave-out",
            "a step of the protocol between change and flush that is left out: zeroing the old"
                + " frame, giving it back to a block that is needed again, waiting for the flush"
                + " before it is freed, telling all CPUs of others' maps before memory is handed"
                + " out",
            "nothing",
            "clearing",
            "restoring",
            "waiting",
            "settling"));
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return new OndemandShadow(
        view,
        options.on("ipi-on-map"),
        options.number("tell-delay-us") * 1_000,
        options.word("give-back").equals("free") ? GiveBack.FREE : GiveBack.NOT_BYTE_MANAGED,
        options.number("unmap-delay-us") * 1_000,
        new FlushWindow(
            options.number("flush-delay-us") * 1_000,
            LeftOut.valueOf(options.word("leave-out").toUpperCase(Locale.ROOT))));
  }
}
