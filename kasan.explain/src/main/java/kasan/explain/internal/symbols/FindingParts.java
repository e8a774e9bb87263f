// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.symbols;

import java.util.function.UnaryOperator;
import kasan.lab.api.finding.Finding;
import kasan.lab.api.finding.StackTrace;
import kasan.lab.api.finding.Symbol;
import kasan.lab.api.finding.Track;
import org.jspecify.annotations.Nullable;

/** Makes a finding of another one, with other places in code. */
final class FindingParts {
  private FindingParts() {}

  static Finding mapped(
      Finding finding, UnaryOperator<Symbol> place, UnaryOperator<StackTrace> trace) {
    Symbol function = finding.function();
    return new Finding(
        finding.bugClass(),
        function == null ? null : place.apply(function),
        finding.access(),
        finding.faultRange(),
        finding.tags(),
        finding.info(),
        trace.apply(finding.callTrace()),
        track(finding.allocated(), trace),
        track(finding.freed(), trace),
        finding.relatedWork(),
        finding.object(),
        finding.variable(),
        finding.stackFrame(),
        finding.vmalloc(),
        finding.page(),
        finding.memoryState());
  }

  private static @Nullable Track track(@Nullable Track track, UnaryOperator<StackTrace> trace) {
    return track == null
        ? null
        : new Track(track.pid(), track.cpu(), track.micros(), trace.apply(track.stack()));
  }
}
