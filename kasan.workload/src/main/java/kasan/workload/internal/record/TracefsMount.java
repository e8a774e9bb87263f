// SPDX-License-Identifier: Apache-2.0
package kasan.workload.internal.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import org.jspecify.annotations.Nullable;

/**
 * Where tracefs is mounted; mounts it at a place of its own where it is not. Places that earlier
 * recorders left behind, because they were killed, are cleaned up.
 */
final class TracefsMount {
  private static final String PREFIX = "kasan-tracefs-";
  private static final Pattern OWN = Pattern.compile(".*/" + PREFIX + "(\\d+)-[^/]*");

  private TracefsMount() {}

  /**
   * The folder of tracefs.
   *
   * @param undo is told to unmount what is mounted here
   * @throws BadInputException when this kernel has none, or it may not be mounted
   */
  static Path open(Undo undo) throws IOException {
    @Nullable Path mounted = null;
    for (Path place : places()) {
      Matcher own = OWN.matcher(place.toString());
      if (!own.matches()) {
        mounted = mounted == null ? place : mounted;
      } else if (!isAlive(own.group(1))) {
        unmount(place);
      }
    }
    if (mounted != null) {
      return mounted;
    }
    if (!Files.readString(Path.of("/proc/filesystems")).contains("\ttracefs")) {
      throw new BadInputException("record: this kernel has no tracefs; it needs CONFIG_TRACING");
    }
    return mount(undo);
  }

  static boolean isAlive(String pid) {
    return Files.exists(Path.of("/proc", pid));
  }

  private static List<Path> places() throws IOException {
    var places = new ArrayList<Path>();
    for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
      String[] words = line.split(" ", -1);
      if (words.length > 2 && words[2].equals("tracefs")) {
        Path place = Path.of(words[1].replace("\\040", " "));
        if (Files.isDirectory(place.resolve("instances"))) {
          places.add(place);
        }
      }
    }
    return places;
  }

  private static Path mount(Undo undo) throws IOException {
    Path place = Files.createTempDirectory(PREFIX + ProcessHandle.current().pid() + "-");
    Undo.Step step = undo.add(() -> Files.deleteIfExists(place));
    String complaint = run("mount", "-t", "tracefs", "nodev", place.toString());
    if (!complaint.isEmpty()) {
      step.undo();
      throw new BadInputException("record: cannot mount tracefs: " + complaint);
    }
    undo.add(() -> run("umount", place.toString()));
    return place;
  }

  private static void unmount(Path place) throws IOException {
    if (run("umount", place.toString()).isEmpty()) {
      Files.deleteIfExists(place);
    }
  }

  /** Runs a command; what it complains of in one line, empty when it does not. */
  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    try {
      return process.waitFor() == 0 ? "" : said.strip().replace('\n', ' ') + " ";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
