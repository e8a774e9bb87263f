// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What /proc says of memory at one moment, in memory: it is written to disk only when nothing is
 * recorded any more, so that the files of a recording are not part of what it records.
 */
public final class ProcSnapshot {
  private static final List<String> PLAIN =
      List.of("meminfo", "slabinfo", "buddyinfo", "pagetypeinfo", "zoneinfo", "vmstat", "iomem");
  private static final List<String> COMPRESSED = List.of("vmallocinfo", "kpageflags");
  private static final int CHUNK_BYTES = 1 << 18;
  private static final long REHEARSED_BYTES = 1 << 20;
  private static final int LEVEL = 3;

  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /** Reads all files that this kernel has. */
  public static ProcSnapshot take(Undo undo) throws IOException {
    return take(undo, Long.MAX_VALUE);
  }

  /** Reads the start of each file, so that doing so in earnest loads no class and maps no page. */
  public static void rehearse(Undo undo) throws IOException {
    take(undo, REHEARSED_BYTES);
  }

  /** Reads the files that this user may read, with addresses as they are shown. */
  static ProcSnapshot readable() {
    var snapshot = new ProcSnapshot();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (List<String> names : List.of(PLAIN, COMPRESSED)) {
      for (String name : names) {
        try {
          snapshot.read(name, names == COMPRESSED, chunk, Long.MAX_VALUE);
        } catch (IOException e) {
          // not for this user; what it would tell is unknown then
        }
      }
    }
    return snapshot;
  }

  /** The files by name, with a suffix where they are compressed. */
  public SortedMap<String, byte[]> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  /** Writes the files into a folder that nobody else writes to. */
  void writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var file : files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  @SuppressWarnings("try") // addresses are shown while it is open; there is nothing to call
  private static ProcSnapshot take(Undo undo, long mostBytes) throws IOException {
    var snapshot = new ProcSnapshot();
    byte[] chunk = new byte[CHUNK_BYTES];
    for (String name : PLAIN) {
      snapshot.read(name, false, chunk, mostBytes);
    }
    try (KernelAddresses shown = new KernelAddresses(undo)) {
      for (String name : COMPRESSED) {
        snapshot.read(name, true, chunk, mostBytes);
      }
    }
    return snapshot;
  }

  private void read(String name, boolean compress, byte[] chunk, long mostBytes)
      throws IOException {
    Path file = Path.of("/proc", name);
    if (!Files.exists(file)) {
      return;
    }
    var bytes = new ByteArrayOutputStream(CHUNK_BYTES);
    try (FileInputStream in = new FileInputStream(file.toFile());
        OutputStream out = compress ? new ZstdOutputStream(bytes, LEVEL) : bytes) {
      long left = mostBytes;
      for (int n = in.read(chunk); n >= 0 && left > 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        left -= n;
      }
    }
    files.put(compress ? name + ".zst" : name, bytes.toByteArray());
  }

  /** Writes the files into a folder. */
  void write(Path folder, Undo undo) throws IOException {
    undo.within(() -> Files.createDirectories(folder));
    for (var file : files.entrySet()) {
      undo.within(
          () -> {
            try (var out = new FileOutputStream(folder.resolve(file.getKey()).toFile())) {
              out.write(file.getValue());
            }
          });
    }
  }
}
