// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.foreign;

import java.util.List;
import kasan.api.arch.ArchModel;
import kasan.api.option.OptionSpec;
import kasan.api.option.Options;
import kasan.api.scheme.KernelView;
import kasan.api.scheme.Shadow;
import kasan.api.scheme.ShadowScheme;
import org.jspecify.annotations.Nullable;

/**
 * A scheme of an extension. A kernel builds its shadow, and calls that through a wall of its own.
 */
record ForeignScheme(Foreign<ShadowScheme> foreign) implements ShadowScheme, Walled {
  @Override
  public List<OptionSpec> options() {
    var answers = new Answers(foreign, "options()");
    return foreign.answer(scheme -> answers.wholes(OptionSpec.class, scheme.options()));
  }

  @Override
  public @Nullable String refusal(ArchModel arch, Options options) {
    var answers = new Answers(foreign, "refusal(...)");
    return foreign.ask(
        scheme -> {
          String reason = scheme.refusal(arch, options);
          return reason == null ? null : answers.line(reason);
        });
  }

  @Override
  public Shadow attach(KernelView view, Options options) {
    return foreign.service().attach(view, options);
  }
}
