// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import kasan.api.BadInputException;
import kasan.lab.api.recording.Recorder;
import org.jspecify.annotations.Nullable;

/**
 * Records this machine.
 *
 * <p>Events stay in the ring buffers until the end and are read then, from the file {@code trace},
 * which merges the CPUs by time. Draining meanwhile, through {@code trace_pipe}, would need less
 * memory, but takes a CPU to itself, writes to disk while recording, and does not order events of
 * different CPUs. Buffers are large, and when one is nearly full the recording ends early; so
 * nothing is lost. The recorder's own work is part of what is recorded: it is rehearsed before, to
 * be small.
 */
public final class MachineRecorder implements Recorder {
  /** What a busy CPU writes into its buffer in a second, in kB: some 400,000 events. */
  private static final long BUFFER_KB_A_SECOND = 32 << 10;

  private static final long BUFFER_KB_LEAST = 16 << 10;

  /** Buffers take at most this part of what is available. */
  private static final int MEMORY_SHARE = 4;

  /** From here on a recording ends; the rest is for the snapshot. */
  private static final int NEARLY_FULL_PERCENT = 85;

  private static final long LOOK_MILLIS = 200;
  private static final int LEVEL = 3;
  private static final int CHUNK_BYTES = 1 << 18;

  @Override
  public Made record(Plan plan, Consumer<String> told) {
    Tracing.checkAllowed("record");
    RecordedCommand.check(plan.command());
    try (Undo undo = new Undo()) {
      return record(plan, undo, told);
    } catch (InterruptedIOException e) {
      throw stopped(e);
    } catch (IOException e) {
      throw new BadInputException("record: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      throw stopped(e);
    }
  }

  @Override
  public void snapshot(Path folder) {
    try {
      ProcSnapshot.readable().writeTo(folder.resolve("before"));
    } catch (IOException e) {
      throw new BadInputException("/proc cannot be copied: " + e.getMessage(), e);
    }
  }

  private static CancellationException stopped(Exception why) {
    var stopped = new CancellationException("record: interrupted");
    stopped.initCause(why);
    return stopped;
  }

  private static Made record(Plan plan, Undo undo, Consumer<String> told)
      throws IOException, InterruptedException {
    var folder = new RecordingFolder(plan.folder().toAbsolutePath(), undo);
    Path tracefs = TracefsMount.open(undo);
    long wishedKb = BUFFER_KB_LEAST + plan.length().toSeconds() * BUFFER_KB_A_SECOND;
    told.accept("making ring buffers");
    var instance =
        new TracingInstance(tracefs, wishedKb, Tracing.availableKb() / MEMORY_SHARE, undo);
    ProcSnapshot.rehearse(undo);
    if (plan.cold()) {
      dropCaches();
    }

    told.accept("reading /proc, before");
    instance.start();
    long started = System.nanoTime();
    instance.mark("snapshot before: begin");
    ProcSnapshot before = ProcSnapshot.take(undo);
    instance.mark("snapshot before: end");
    told.accept(
        plan.command().isEmpty()
            ? "recording for " + plan.length().toSeconds() + " s"
            : "recording " + plan.command().get(0));
    int status = waitFor(plan, instance, undo);
    told.accept("reading /proc, after");
    instance.mark("snapshot after: begin");
    ProcSnapshot after = ProcSnapshot.take(undo);
    instance.mark("snapshot after: end");
    instance.stop();
    Duration length = Duration.ofNanos(System.nanoTime() - started);

    told.accept("writing the trace to " + folder.path());
    before.write(folder.path().resolve("before"), undo);
    after.write(folder.path().resolve("after"), undo);
    long events = writeTrace(instance, folder.path().resolve("trace.txt.zst"), undo);
    folder.keep();
    return new Made(folder.path(), events, instance.lost(), status, length, folder.sizes());
  }

  private static void dropCaches() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
    ControlFile.write(Path.of("/proc/sys/vm/drop_caches"), "3");
  }

  /** Lets time pass, or the command run, until a buffer is nearly full. */
  private static int waitFor(Plan plan, TracingInstance instance, Undo undo)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + plan.length().toNanos();
    @Nullable RecordedCommand command =
        plan.command().isEmpty() ? null : RecordedCommand.start(plan.command(), undo);
    while (System.nanoTime() < end && instance.fullPercent() < NEARLY_FULL_PERCENT) {
      long millis = Math.min(LOOK_MILLIS, Math.max(1, (end - System.nanoTime()) / 1_000_000));
      if (command == null) {
        Thread.sleep(millis);
      } else if (command.endedWithin(millis)) {
        break;
      }
    }
    return command == null ? -1 : command.end();
  }

  /** Writes the trace, compressed; the number of events in it. */
  private static long writeTrace(TracingInstance instance, Path file, Undo undo)
      throws IOException, InterruptedException {
    long events = 0;
    byte[] chunk = new byte[CHUNK_BYTES];
    InputStream text = instance.text();
    Undo.Step close = undo.add(text::close);
    try (var out = new ZstdOutputStream(created(file, undo), LEVEL)) {
      out.setWorkers(1); // the kernel makes text as fast as one thread reads it
      boolean lineStart = true;
      for (int n = text.read(chunk); n >= 0; n = text.read(chunk)) {
        out.write(chunk, 0, n);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        for (int i = 0; i < n; i++) {
          if (lineStart && chunk[i] != '#') {
            events++;
          }
          lineStart = chunk[i] == '\n';
        }
      }
    }
    close.undo();
    return events;
  }

  /** A new file of the recording; none once everything was undone. */
  private static OutputStream created(Path file, Undo undo) throws IOException {
    var opened = new OutputStream[1];
    undo.within(() -> opened[0] = new FileOutputStream(file.toFile()));
    return new BufferedOutputStream(opened[0], CHUNK_BYTES);
  }
}
