// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The product as a user starts it, in a process of its own.
 *
 * @param status the exit status
 * @param out standard output
 * @param err standard error
 */
record KasanProcess(int status, String out, String err) {

  /**
   * Runs {@code ./kasan} to its end.
   *
   * @param home the folder that holds {@code bundles} and {@code etc}; the working directory too
   * @param input what the process reads
   * @param arguments the verb and its arguments
   */
  static KasanProcess run(Path home, String input, List<String> arguments)
      throws IOException, InterruptedException {
    return run(home, "", input, arguments);
  }

  /** As above, with options for Java. */
  static KasanProcess run(Path home, String javaOptions, String input, List<String> arguments)
      throws IOException, InterruptedException {
    return run(home, Map.of(), javaOptions, input, arguments);
  }

  /** As above, with more in the environment. */
  static KasanProcess run(
      Path home,
      Map<String, String> environment,
      String javaOptions,
      String input,
      List<String> arguments)
      throws IOException, InterruptedException {
    Path in = Files.writeString(home.resolve("in"), input);
    Path out = home.resolve("out");
    Path err = home.resolve("err");
    List<String> command = new ArrayList<>(List.of(Product.script().toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("KASAN_HOME", home.toString());
    builder.environment().put("KASAN_JAVA_OPTS", javaOptions);
    builder.environment().remove("KASAN_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new KasanProcess(process.waitFor(), Files.readString(out), Files.readString(err));
  }
}
