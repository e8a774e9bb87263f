// SPDX-License-Identifier: Apache-2.0
package kasan.testkit;

import java.util.Arrays;
import kasan.lab.api.kernel.ByteState;
import org.jspecify.annotations.Nullable;

/** The state and the owner of each byte of a range of addresses, byte by byte. */
final class ByteTruth {
  private static final ByteState[] STATES = ByteState.values();

  private final long start;
  private final byte[] states;
  private final @Nullable Allocation[] owners;

  ByteTruth(long start, long bytes, ByteState state) {
    this.start = start;
    this.states = new byte[(int) bytes];
    this.owners = new Allocation[(int) bytes];
    Arrays.fill(states, (byte) state.ordinal());
  }

  boolean contains(long address) {
    return address - start >= 0 && address - start < states.length;
  }

  void set(long address, long bytes, ByteState state) {
    int from = (int) (address - start);
    Arrays.fill(states, from, from + (int) bytes, (byte) state.ordinal());
  }

  void set(long address, long bytes, ByteState state, @Nullable Allocation owner) {
    int from = (int) (address - start);
    set(address, bytes, state);
    Arrays.fill(owners, from, from + (int) bytes, owner);
  }

  ByteState stateOf(long address) {
    return STATES[states[(int) (address - start)]];
  }

  @Nullable Allocation ownerOf(long address) {
    return owners[(int) (address - start)];
  }
}
