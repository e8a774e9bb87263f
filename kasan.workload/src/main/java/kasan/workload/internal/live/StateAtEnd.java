// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import kasan.api.workload.MachineState;
import kasan.api.workload.PageFlags;
import kasan.api.workload.PageTypeInfo;
import kasan.api.workload.SlabInfo;
import kasan.api.workload.VmallocArea;
import org.jspecify.annotations.Nullable;

/**
 * The state of the machine at the end, which is not there before. Who asks while it is being read
 * waits; who asks earlier is told nothing.
 */
final class StateAtEnd implements MachineState {
  private final CountDownLatch read = new CountDownLatch(1);
  private volatile boolean begun;
  private volatile @Nullable MachineState state;

  /** From here on it is being read. */
  void begin() {
    begun = true;
  }

  /**
   * It was read.
   *
   * @param found null when it could not be read
   */
  void end(@Nullable MachineState found) {
    state = found;
    read.countDown();
  }

  private <T> T ask(Function<MachineState, T> question, T missing) {
    if (begun) {
      try {
        read.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    MachineState there = state;
    return there == null ? missing : question.apply(there);
  }

  @Override
  public Map<String, Long> meminfoKb() {
    return ask(MachineState::meminfoKb, Map.of());
  }

  @Override
  @SuppressWarnings("NullAway") // no flags is an answer
  public @Nullable PageFlags pageFlags() {
    return this.<@Nullable PageFlags>ask(MachineState::pageFlags, null);
  }

  @Override
  public List<SlabInfo> slabs() {
    return ask(MachineState::slabs, List.of());
  }

  @Override
  public List<VmallocArea> vmallocAreas() {
    return ask(MachineState::vmallocAreas, List.of());
  }

  @Override
  public Map<String, List<Long>> buddyBlocks() {
    return ask(MachineState::buddyBlocks, Map.of());
  }

  @Override
  public List<PageTypeInfo> pageTypes() {
    return ask(MachineState::pageTypes, List.of());
  }
}
