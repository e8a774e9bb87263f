// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import kasan.api.BadInputException;
import kasan.api.report.Reporter;
import kasan.api.report.ReporterInfo;
import kasan.api.report.Result;
import kasan.lab.api.Results;
import kasan.lab.api.inventory.InventoryService;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * What a verb answered, written as JSON in either form and read back, prints the same in every
 * format there is. A reporter of a third party gets hold of the answers.
 */
class ResultsOutliveTheirProcessIT extends ProductTest {
  private static final String RUN =
      "run file-tree --ram 512M --set file-tree.seconds=1 --scheme original --swap 50pc=page";

  @Inject private CommandProcessor processor;
  @Inject private InventoryService inventory;

  /** Prints nothing and keeps what it was to print. */
  private static final class Keeper implements Reporter {
    private @Nullable Result kept;

    @Override
    public void write(Result result, OutputStream out) {
      kept = result;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "archs",
        "compare ../recordings/tree-cold --schemes original,page",
        "explain ../kasan.explain/src/test/resources/kasan/explain/internal/log/linux-4.9.txt",
        "explain ../kasan.explain/src/test/resources/kasan/explain/internal/log/arm64.txt",
        "footprint --ram 512M,1G --instrumentation both",
        "layout",
        "readers",
        "reporters",
        "reproduce --quick",
        "schemes",
        "status",
        "suite --schemes original,page --cases 'kmalloc_*'",
        "version",
        "why page",
        "workloads",
      })
  void printsTheSameWhenReadBack(String line) throws Exception {
    assertSameInEveryFormat(answer(line));
  }

  @Test
  void aRunDoesToo() throws Exception {
    answer(RUN);
    Result end = answer("result --wait");
    assertEquals("run", end.verb());
    assertSameInEveryFormat(end);
  }

  private Result answer(String line) throws Exception {
    var keeper = new Keeper();
    ServiceRegistration<Reporter> registration =
        context.registerService(
            Reporter.class,
            keeper,
            FrameworkUtil.asDictionary(Map.of(ReporterInfo.PREFIX_ + "name", "keep")));
    try (CommandSession session =
        processor.createSession(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream())) {
      Object answer = session.execute("kasan:" + line + " --format keep");
      assertNotNull(session.format(answer, Converter.INSPECT));
    } finally {
      registration.unregister();
    }
    Result kept = keeper.kept;
    assertNotNull(kept, line);
    return kept;
  }

  private void assertSameInEveryFormat(Result result) throws IOException {
    var reporters = inventory.now().reporters();
    String json = new String(printed(reporters.get("json").service(), result), UTF_8);
    assertSameInEveryFormat(result, Results.read(Results.write(result)));
    assertSameInEveryFormat(result, Results.read(json));
  }

  private void assertSameInEveryFormat(Result result, Result read) throws IOException {
    var reporters = inventory.now().reporters();
    assertTrue(reporters.names().containsAll(Set.of("table", "json", "csv", "html", "svg")));
    for (String name : reporters.names()) {
      Reporter reporter = reporters.get(name).service();
      assertArrayEquals(
          printed(reporter, result), printed(reporter, read), result.verb() + " as " + name);
    }
  }

  /** What it writes, or the line that says why it does not. */
  private static byte[] printed(Reporter reporter, Result result) throws IOException {
    var out = new ByteArrayOutputStream();
    try {
      reporter.write(result, out);
      return out.toByteArray();
    } catch (BadInputException e) {
      return String.valueOf(e.getMessage()).getBytes(UTF_8);
    }
  }
}
