// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What the peer took right before an iteration; JMH reports it beside the model's figure. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class PeerCount {
  static final String NAME = "peerPicos";

  /** Picoseconds an operation. */
  public long peerPicos;

  void nanos(double nanos) {
    peerPicos = Math.round(nanos * 1000);
  }
}
