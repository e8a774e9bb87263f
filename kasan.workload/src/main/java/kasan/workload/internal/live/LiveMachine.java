// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.live;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import kasan.api.BadInputException;
import kasan.api.workload.EventField;
import kasan.api.workload.MachineState;
import kasan.api.workload.Recording;
import kasan.workload.internal.format.TracingData;
import kasan.workload.internal.input.MemberInput;
import kasan.workload.internal.proc.ProcState;
import kasan.workload.internal.record.ProcSnapshot;
import kasan.workload.internal.record.TracefsMount;
import kasan.workload.internal.record.Tracing;
import kasan.workload.internal.record.TracingInstance;
import kasan.workload.internal.record.Undo;
import kasan.workload.internal.recording.KnownKernels;
import kasan.workload.internal.recording.RunningRecording;
import org.jspecify.annotations.Nullable;

/**
 * This machine, traced into ring buffers of our own from now on. All settings are put back when the
 * recording is closed, and when the process is ended by a signal; what one that was killed left
 * behind, the next one removes.
 */
public final class LiveMachine implements AutoCloseable {
  private static final String NAME = "live";

  /** What a busy CPU writes in a second or two: time for a long stop of the reader. */
  private static final long BUFFER_KB = 64 << 10;

  /** Buffers take at most this part of what is available. */
  private static final int MEMORY_SHARE = 8;

  private static final int POLL_MILLIS = 25;

  private final Undo undo = new Undo();
  private final CountDownLatch ending = new CountDownLatch(1);
  private final StateAtEnd after = new StateAtEnd();
  private final TracingInstance instance;
  private volatile boolean closed;
  private volatile boolean stopped;

  private LiveMachine() throws IOException {
    try {
      instance =
          new TracingInstance(
              TracefsMount.open(undo), BUFFER_KB, Tracing.availableKb() / MEMORY_SHARE, undo);
    } catch (IOException | RuntimeException e) {
      undo.close();
      throw e;
    }
  }

  /**
   * Begins to follow the machine.
   *
   * @param length of time; zero for as long as the recording is open
   * @param settings as for a reader of recordings
   * @throws BadInputException when it may not be traced, or nothing can be told of it
   */
  @SuppressWarnings("resource") // closed with the recording
  public static Recording follow(
      Duration length, Map<String, String> settings, KnownKernels kernels) {
    Tracing.checkAllowed(NAME);
    try {
      var machine = new LiveMachine();
      try {
        return machine.begin(length, settings, kernels);
      } catch (IOException | RuntimeException e) {
        machine.close();
        throw e;
      }
    } catch (IOException e) {
      throw new BadInputException(NAME + ": " + e.getMessage(), e);
    }
  }

  private Recording begin(Duration length, Map<String, String> settings, KnownKernels kernels)
      throws IOException {
    ProcSnapshot.rehearse(undo);
    instance.start();
    ProcState before = state("before");
    if (before == null) {
      throw new BadInputException(NAME + ": /proc tells nothing of this machine");
    }
    var trace =
        new LiveTrace(
            instance.cpus(),
            TracingData.of(instance.describes("header_page"), instance.formats()),
            EnumSet.allOf(EventField.class),
            System::nanoTime,
            () -> stopped,
            () -> Thread.sleep(POLL_MILLIS),
            ending::countDown);
    Recording recording =
        RunningRecording.of(NAME, trace, before, after, settings, kernels, this::close);
    var thread = new Thread(() -> end(length), "end of live");
    thread.setDaemon(true);
    thread.start();
    return recording;
  }

  /** Reads /proc, with marks around it in the trace, as a recorder does. */
  private @Nullable ProcState state(String folder) throws IOException {
    instance.mark("snapshot " + folder + ": begin");
    SortedMap<String, byte[]> files = new TreeMap<>();
    ProcSnapshot.take(undo).files().forEach((name, bytes) -> files.put(folder + "/" + name, bytes));
    instance.mark("snapshot " + folder + ": end");
    return ProcState.of(MemberInput.held(NAME, files), folder);
  }

  /** When the time is over, or somebody has asked for it: the state at the end, and no more. */
  private void end(Duration length) {
    try {
      long nanos = length.isZero() ? Long.MAX_VALUE : length.toNanos();
      if (ending.await(nanos, TimeUnit.NANOSECONDS) && closed) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    after.begin();
    @Nullable MachineState state = null;
    try {
      state = state("after");
      instance.stop();
    } catch (IOException e) {
      // closed meanwhile; without a state at the end nothing is compared with it
    } finally {
      after.end(state);
      stopped = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    ending.countDown();
    undo.close();
    stopped = true;
  }
}
