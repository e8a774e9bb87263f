// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who has nothing but the product writes a scheme, builds it and puts it to work. */
class ThirdPartyIT {
  private static final String NAME = "lazy-free";

  @TempDir Path home;

  @Test
  void newSchemePassesItsTestsAndJoinsARunningShell() throws Exception {
    Path project = home.resolve("project");
    KasanProcess written =
        KasanProcess.run(home, "", List.of("new-scheme", project.toString(), NAME));
    assertEquals("", written.err());
    assertEquals(0, written.status());

    Path log = home.resolve("build.log");
    assertEquals(0, build(project, log), () -> read(log));
    assertTrue(read(log).matches("(?s).*Tests run: [1-9]\\d*, Failures: 0, Errors: 0.*"));

    Path jar = project.resolve("target/" + NAME + "-scheme-1.0.0.jar");
    assertJoins(jar);
  }

  /** Written for the release, it compiles with what was released: the API's baseline. */
  @Test
  void exampleCompilesAgainstTheReleasedApi() throws Exception {
    Path classes = Files.createDirectory(home.resolve("classes"));
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-cp",
                released() + File.pathSeparator + annotations()));
    Path sources = Path.of("..", "examples", "third-party-scheme", "src", "main", "java");
    try (Stream<Path> files = Files.walk(sources)) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    var said = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, said, said, arguments.toArray(new String[0]));
    assertEquals(0, status, said::toString);
  }

  /** The released bundles, as a class path. */
  private static String released() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "cnf", "baseline"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".jar"))
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** The class path without anything of ours. */
  private static String annotations() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.contains("osgi"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void badRequestsForANewSchemeAreOneLine() throws Exception {
    Path project = home.resolve("project");
    for (List<String> arguments :
        List.of(
            List.of("new-scheme", project.toString(), "page"),
            List.of("new-scheme", project.toString(), "No Name"),
            List.of("new-scheme", home.toString(), NAME),
            List.of("new-scheme", "--update", home.toString()))) {
      KasanProcess refused = KasanProcess.run(home, "", arguments);
      assertEquals(2, refused.status());
      assertTrue(refused.err().matches("kasan: [^\n]+\n"), refused.err());
      assertTrue(Files.notExists(project));
    }
  }

  /** Offline: what it needs, the build of the product needed too. */
  private int build(Path project, Path log) throws IOException, InterruptedException {
    Process maven =
        new ProcessBuilder(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                "-o",
                "-B",
                "-Dmaven.repo.local=" + System.getProperty("maven.repo.local"),
                "verify")
            .directory(project.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    return maven.waitFor();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Dropped into the watched folder of a shell that runs, it is listed and compared. */
  private void assertJoins(Path jar) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Product.script().toString())
            .directory(home.toFile())
            .redirectError(home.resolve("err").toFile());
    builder.environment().put("KASAN_HOME", home.toString());
    Process shell = builder.start();
    try (PrintWriter in = new PrintWriter(shell.outputWriter(StandardCharsets.UTF_8));
        BufferedReader out = shell.inputReader(StandardCharsets.UTF_8)) {
      assertEquals(false, lists(in, out));
      Files.copy(jar, Files.createDirectories(home.resolve("bundles")).resolve("mine.jar"));
      Until.holds(() -> lists(in, out));
    }
    assertEquals(0, shell.waitFor(), () -> read(home.resolve("err")));
  }

  /** Asks the shell for its schemes. */
  private static boolean lists(PrintWriter in, BufferedReader out) throws IOException {
    in.println("schemes --format csv");
    in.println("version");
    in.flush();
    boolean listed = false;
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      listed |= line.startsWith(NAME + ",");
      if (line.startsWith("kasan ")) {
        return listed;
      }
    }
    throw new AssertionError("the shell ended");
  }
}
