// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tracefs instance of this recorder alone: buffers, options and events of its own, so that nobody
 * else's tracing is touched.
 */
public final class TracingInstance {
  private static final String PREFIX = "kasan-";
  private static final Pattern OWN = Pattern.compile(PREFIX + "(\\d+)");

  /** Without these a recording says nothing. */
  private static final List<String> NEEDED =
      List.of(
          "kmem/kmalloc",
          "kmem/kfree",
          "kmem/kmem_cache_alloc",
          "kmem/kmem_cache_free",
          "kmem/mm_page_alloc",
          "kmem/mm_page_free");

  /** Taken where the kernel has them. */
  private static final List<String> WELCOME =
      List.of(
          "kmem/kmalloc_node",
          "kmem/kmem_cache_alloc_node",
          "kmem/mm_page_pcpu_drain",
          "vmalloc/alloc_vmap_area",
          "vmalloc/free_vmap_area_noflush",
          "vmalloc/purge_vmap_area_lazy",
          "task/task_newtask",
          "sched/sched_process_exit",
          "sched/sched_process_free");

  /** What the tracer itself writes: marks. */
  private static final List<String> OWN_EVENTS = List.of("ftrace/print");

  private static final String PIECE_KB = "64";
  private static final String BUFFER_SIZE = "buffer_size_kb";
  private static final long LEAST_BUFFER_KB = 1024;
  private static final long BUFFER_STEP_KB = 64 << 10;
  private static final long PATIENCE_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path folder;
  private final Undo undo;
  private final OutputStream marker;
  private final List<CpuBuffer> cpus;
  private final long bufferBytes;

  /**
   * Makes an instance, switched off, with all events enabled.
   *
   * @param wishedKb size of the buffer of each CPU; it is less when memory does not suffice
   * @param mostKb what all buffers together may take
   */
  public TracingInstance(Path tracefs, long wishedKb, long mostKb, Undo undo) throws IOException {
    Path instances = tracefs.resolve("instances");
    removeStale(instances);
    folder = instances.resolve(PREFIX + ProcessHandle.current().pid());
    this.undo = undo;
    if (Files.exists(folder)) {
      throw new IOException("this process is tracing already");
    }
    undo.change(() -> Files.createDirectory(folder), () -> remove(folder));
    set("tracing_on", "0");
    set("trace_clock", "mono");
    set("options/overwrite", "0");
    largePieces();
    showAddresses();
    enableEvents();
    cpus = CpuBuffer.in(folder.resolve("per_cpu"));
    bufferBytes = buffer(Math.min(wishedKb, mostKb / cpus.size())) * 1024;
    undo.check();
    FileOutputStream stream = new FileOutputStream(folder.resolve("trace_marker").toFile());
    marker = stream;
    undo.add(stream::close);
  }

  private static void removeStale(Path instances) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(instances, PREFIX + "*")) {
      for (Path instance : all) {
        Matcher own = OWN.matcher(String.valueOf(instance.getFileName()));
        if (own.matches() && !TracefsMount.isAlive(own.group(1))) {
          remove(instance);
        }
      }
    }
  }

  /**
   * Removes an instance. While a file in it is open or written to, above all the size of its
   * buffers, the kernel says that it is busy; so it is tried for some time.
   */
  private static void remove(Path instance) throws IOException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (Files.exists(instance)) {
      try {
        off(instance);
        Files.delete(instance); // the kernel removes what is in it
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private static void off(Path instance) {
    for (String file : List.of("tracing_on", "events/enable")) {
      try {
        ControlFile.write(instance.resolve(file), "0");
      } catch (IOException e) {
        // it is deleted all the same
      }
    }
  }

  private void set(String file, String value) throws IOException {
    undo.check();
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    ControlFile.write(folder.resolve(file), value);
  }

  /**
   * Lets the buffers consist of few large pieces, where the kernel can (6.8): each piece costs an
   * object of slab, and hundreds of thousands would be a good part of what is recorded.
   */
  private void largePieces() throws IOException {
    if (Files.exists(folder.resolve("buffer_subbuf_size_kb"))) {
      set("buffer_subbuf_size_kb", PIECE_KB);
    }
  }

  private void showAddresses() throws IOException {
    if (Files.exists(folder.resolve("options/hash-ptr"))) {
      set("options/hash-ptr", "0");
    } else if (!ControlFile.read(Path.of("/proc/cmdline")).contains("no_hash_pointers")) {
      throw new IOException(
          "this kernel always hashes pointers in traces;"
              + " boot it with no_hash_pointers, or use trace-cmd");
    }
  }

  /**
   * Lets the buffers grow step by step, so that a signal waits for one step only; as far as memory
   * goes.
   */
  private long buffer(long wishedKb) throws IOException {
    long kb = LEAST_BUFFER_KB;
    set(BUFFER_SIZE, Long.toString(kb));
    while (kb < wishedKb) {
      long next = Math.min(wishedKb, kb + BUFFER_STEP_KB);
      try {
        set(BUFFER_SIZE, Long.toString(next));
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        undo.check();
        return kb;
      }
      kb = next;
    }
    return kb;
  }

  private void enableEvents() throws IOException {
    for (String event : NEEDED) {
      boolean named = Files.exists(folder.resolve("events").resolve(event));
      if (!named) {
        throw new IOException("this kernel has no trace event " + event.replace('/', ':'));
      }
      set("events/" + event + "/enable", "1");
    }
    for (String event : WELCOME) {
      if (Files.exists(folder.resolve("events").resolve(event))) {
        set("events/" + event + "/enable", "1");
      }
    }
  }

  /** Begins to trace. */
  public void start() throws IOException {
    set("tracing_on", "1");
  }

  /** Traces no more; what is in the buffers stays. */
  public void stop() throws IOException {
    set("tracing_on", "0");
  }

  /** Writes a mark into the trace. */
  public void mark(String text) throws IOException {
    marker.write(text.getBytes(UTF_8));
  }

  /** How full the fullest buffer is, in percent. */
  int fullPercent() throws IOException {
    long most = 0;
    for (CpuBuffer cpu : cpus) {
      most = Math.max(most, cpu.stats().bytes());
    }
    return (int) (most * 100 / bufferBytes);
  }

  /** Events that happened and are not in the buffers. */
  long lost() throws IOException {
    long lost = 0;
    for (CpuBuffer cpu : cpus) {
      lost += cpu.stats().lost();
    }
    return lost;
  }

  /** The ring buffer of each CPU, by the number of the CPU. */
  public List<CpuBuffer> cpus() {
    return cpus;
  }

  /** A file of the instance that describes its events, such as {@code header_page}. */
  public String describes(String file) throws IOException {
    return ControlFile.read(folder.resolve("events").resolve(file));
  }

  /** The file {@code format} of each event that can be in the buffers. */
  public List<String> formats() throws IOException {
    var formats = new ArrayList<String>();
    for (List<String> events : List.of(NEEDED, WELCOME, OWN_EVENTS)) {
      for (String event : events) {
        String file = event + "/format";
        if (Files.exists(folder.resolve("events").resolve(file))) {
          formats.add(describes(file));
        }
      }
    }
    return formats;
  }

  /** The trace as text, all CPUs in the order of time. */
  InputStream text() throws IOException {
    return new FileInputStream(folder.resolve("trace").toFile());
  }
}
