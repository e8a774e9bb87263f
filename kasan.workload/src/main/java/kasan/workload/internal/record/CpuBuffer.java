// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The ring buffer of one CPU.
 *
 * @param cpu its number
 * @param folder with its files
 */
public record CpuBuffer(int cpu, Path folder) {
  private static final String PREFIX = "cpu";

  /** Those in {@code per_cpu}, by number. */
  static List<CpuBuffer> in(Path perCpu) throws IOException {
    var all = new ArrayList<CpuBuffer>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(perCpu, PREFIX + "*")) {
      for (Path each : folders) {
        String name = String.valueOf(each.getFileName());
        all.add(new CpuBuffer(Integer.parseInt(name.substring(PREFIX.length())), each));
      }
    }
    all.sort(Comparator.comparingInt(CpuBuffer::cpu));
    return List.copyOf(all);
  }

  /** What is in it now. */
  BufferStats stats() throws IOException {
    return BufferStats.read(statsFile());
  }

  /** Tells what is in it, as {@link BufferStats#parse} reads it. */
  public Path statsFile() {
    return folder.resolve("stats");
  }

  /** Its pages as they are in memory; reading takes them away. */
  public Path raw() {
    return folder.resolve("trace_pipe_raw");
  }
}
