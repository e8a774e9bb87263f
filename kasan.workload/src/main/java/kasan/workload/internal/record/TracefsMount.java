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
import org.jspecify.annotations.Nullable;

/**
 * Where tracefs is mounted; mounts it at a place of its own where it is not. Places that earlier
 * recorders left behind, because they were killed, are cleaned up.
 */
public final class TracefsMount {
  private static final String PREFIX = "kasan-tracefs-";
  private static final Pattern OWN = Pattern.compile(".*/" + PREFIX + "(\\d+)-[^/]*");

  private static final Path RUN = Path.of("/run");
  private static final Path MOUNTS = Path.of("/proc/self/mounts");
  private static final int UNMOUNT_TRIES = 20;

  private TracefsMount() {}

  /**
   * The folder of tracefs.
   *
   * @param undo is told to unmount what is mounted here
   * @throws IOException when this kernel has none, or it may not be mounted
   */
  public static Path open(Undo undo) throws IOException {
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
    if (!ControlFile.read(Path.of("/proc/filesystems")).contains("\ttracefs")) {
      throw new IOException("this kernel has no tracefs; it needs CONFIG_TRACING");
    }
    return mount(undo);
  }

  static boolean isAlive(String pid) {
    return Files.exists(Path.of("/proc", pid));
  }

  private static List<Path> places() throws IOException {
    var places = new ArrayList<Path>();
    for (String line : ControlFile.read(MOUNTS).lines().toList()) {
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
    Path place =
        Path.of(
            folder(),
            PREFIX + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime()));
    undo.change(() -> Files.createDirectory(place), () -> Files.deleteIfExists(place));
    undo.change(() -> mountAt(place), () -> unmountSurely(place));
    return place;
  }

  /** Not where files of a killed process are swept away: what is mounted must never be swept. */
  private static String folder() {
    return Files.isWritable(RUN) ? RUN.toString() : System.getProperty("java.io.tmpdir");
  }

  private static void mountAt(Path place) throws IOException {
    String complaint = run("mount", "-t", "tracefs", "nodev", place.toString());
    if (!complaint.isEmpty()) {
      throw new IOException("cannot mount tracefs: " + complaint);
    }
  }

  /** A Ctrl-C on the terminal ends umount as well; then it is tried again. */
  private static void unmountSurely(Path place) throws IOException {
    for (int i = 0; i < UNMOUNT_TRIES && isMounted(place); i++) {
      run("umount", place.toString());
    }
  }

  private static boolean isMounted(Path place) throws IOException {
    String entry = " " + place + " ";
    return ControlFile.read(MOUNTS).lines().anyMatch(line -> line.contains(entry));
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
