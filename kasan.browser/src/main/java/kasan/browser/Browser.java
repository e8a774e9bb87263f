// SPDX-License-Identifier: Apache-2.0
package kasan.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** One Chromium without a window, with a profile of its own that goes with it. */
public final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  /** What Chromium prints when it can be talked to. */
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");

  private final Process process;
  private final Path profile;
  private final DevTools tools;

  private Browser(Process process, Path profile, DevTools tools) {
    this.process = process;
    this.profile = profile;
    this.tools = tools;
  }

  /**
   * The Chromium of this machine: the one that KASAN_CHROMIUM names, else the first on the PATH.
   */
  public static Optional<Path> installed() {
    String named = System.getenv("KASAN_CHROMIUM");
    if (named != null && !named.isEmpty()) {
      return Optional.of(Path.of(named)).filter(Files::isExecutable);
    }
    String path = System.getenv().getOrDefault("PATH", "");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator, -1)).map(at -> Path.of(at, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * Starts the installed one.
   *
   * @throws IllegalStateException when there is none, or it ends before it can be talked to
   */
  public static Browser start() {
    Path chromium = installed().orElseThrow(() -> new IllegalStateException("no Chromium"));
    try {
      Path profile = Files.createTempDirectory("kasan-browser");
      // no sandbox: containers of builds run as root; nothing but pages of ours is opened
      Process process =
          new ProcessBuilder(
                  chromium.toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--disable-dev-shm-usage",
                  "--disable-extensions",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-quic",
                  "--disable-sync",
                  "--disable-breakpad",
                  "--password-store=basic",
                  "--no-first-run",
                  "--hide-scrollbars",
                  "--force-color-profile=srgb",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Browser(process, profile, new DevTools(address(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what it prints until it says its address; the rest is read and dropped. */
  private static URI address(Process process) throws IOException {
    BufferedReader errors = process.errorReader(StandardCharsets.UTF_8);
    var said = new StringBuilder();
    for (String line = errors.readLine(); line != null; line = errors.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread drain = new Thread(() -> errors.lines().forEach(any -> {}), "chromium's errors");
        drain.setDaemon(true);
        drain.start();
        return URI.create(listening.group(1));
      }
      said.append(line).append('\n');
    }
    throw new IllegalStateException("Chromium ended: " + said);
  }

  /**
   * Opens a window and waits until its page has loaded. A window and no tab: one that lies behind
   * another paints no frames.
   */
  public BrowserPage open(URI address) {
    String target =
        tools
            .call("", "Target.createTarget", Map.of("url", "about:blank", "newWindow", true))
            .get("targetId")
            .asText();
    JsonNode session =
        tools.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
    var page = new BrowserPage(tools, target, session.get("sessionId").asText());
    page.go(address);
    return page;
  }

  /** Opens a file. */
  public BrowserPage open(Path file) {
    return open(file.toAbsolutePath().toUri());
  }

  /**
   * The memory that the largest process of a page has for itself alone, in kB: scripts, elements,
   * pictures, and the browser's own code for pages.
   *
   * @return empty where the system does not tell
   */
  public OptionalLong mostPrivateKb() {
    return process
        .descendants()
        .flatMapToLong(each -> privateKb(Path.of("/proc", String.valueOf(each.pid()))))
        .max();
  }

  private static LongStream privateKb(Path proc) {
    try {
      if (!Files.readString(proc.resolve("cmdline")).contains("--type=renderer")) {
        return LongStream.empty();
      }
      return LongStream.of(
          Files.readAllLines(proc.resolve("smaps_rollup")).stream()
              .filter(line -> line.startsWith("Private_"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum());
    } catch (IOException e) {
      return LongStream.empty(); // it has ended, or there is no such file system
    }
  }

  /** The accessibility checks of axe-core, as a script. */
  static String axe() {
    String at = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";
    try (InputStream in = Browser.class.getResourceAsStream(at)) {
      if (in == null) {
        throw new IllegalStateException("axe-core is not on the class path: " + at);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it and takes its profile away. */
  @Override
  public void close() {
    tools.close();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(Browser::delete);
    } catch (IOException | UncheckedIOException e) {
      // a process that is still ending writes there; the system's folder is cleared by others
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
