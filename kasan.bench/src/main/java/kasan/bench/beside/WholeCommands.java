// SPDX-License-Identifier: Apache-2.0
package kasan.bench.beside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands as a user gives them, in turns with a native one. */
final class WholeCommands {
  private final Path product;
  private final Path recording;
  private final int turns;

  /**
   * @param product the start script
   * @param recording to compare on
   * @param turns of each pair
   */
  WholeCommands(Path product, Path recording, int turns) {
    this.product = product;
    this.recording = recording;
    this.turns = turns;
  }

  /** All schemes on the recording, with all that it reads in the system's cache, and with none. */
  List<Row> compare(boolean cold) {
    String compare = "'" + product + "' compare '" + recording + "' --format json > /dev/null";
    String pass = NativePass.of("zstdcat | mawk", recording);
    var rows = new ArrayList<Row>();
    rows.add(pairs("compare", "all schemes, warm, beside zstdcat | mawk", "", compare, pass));
    if (cold) {
      rows.add(
          pairs(
              "compare",
              "all schemes, cold, beside zstdcat | mawk",
              forgetting(List.of(recording, product.resolveSibling("kasan.launch/target/fast"))),
              compare,
              pass));
    }
    return rows;
  }

  /** How long until a short verb has ended, beside a Java that says nothing. */
  List<Row> starts(List<String> verbs) {
    var rows = new ArrayList<Row>();
    for (String verb : verbs) {
      rows.add(
          pairs(
              "start",
              verb.isEmpty() ? "to the prompt and its end" : verb,
              "",
              verb.isEmpty()
                  ? "echo exit | '" + product + "' > /dev/null"
                  : "'" + product + "' " + verb + " > /dev/null",
              "'"
                  + java()
                  + "' -Xshare:auto -XX:TieredStopAtLevel=1 -XX:+UseSerialGC --version"
                  + " > /dev/null"));
    }
    return rows;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private Row pairs(String what, String pattern, String before, String model, String peer) {
    double[] ours = new double[turns];
    double[] theirs = new double[turns];
    Peer.millis(model); // what is built once is built now
    for (int turn = 0; turn < turns; turn++) {
      forget(before);
      theirs[turn] = Peer.millis(peer);
      forget(before);
      ours[turn] = Peer.millis(model);
    }
    return Row.of(what, "", "", pattern, "ms", ours, theirs);
  }

  private static void forget(String command) {
    if (!command.isEmpty()) {
      Peer.millis(command);
    }
  }

  /** Has the system drop files from its cache; needs no right to do so for others. */
  private static String forgetting(List<Path> folders) {
    return Stream.concat(
            folders.stream(), Stream.of(Path.of(System.getProperty("java.home"), "lib")))
        .flatMap(WholeCommands::files)
        .map(file -> "dd of='" + file + "' oflag=nocache conv=notrunc count=0 status=none")
        .collect(Collectors.joining("; "));
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(Files::isWritable).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
