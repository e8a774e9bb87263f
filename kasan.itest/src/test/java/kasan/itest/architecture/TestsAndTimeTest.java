// SPDX-License-Identifier: Apache-2.0
package kasan.itest.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No test's verdict depends on how fast the machine is. A test waits for events, without a limit; a
 * wait that never ends is ended by the watchdog of the build, which gives up on the whole JVM.
 */
class TestsAndTimeTest {
  /**
   * These may sleep between two looks at something that nobody announces; neither ever gives up.
   */
  private static final Set<String> MAY_SLEEP =
      Set.of("kasan.itest.Until", "kasan.lab.internal.run.Laboratory");

  /** Bundles whose classes are there for tests. */
  private static final List<String> FOR_TESTS =
      List.of("kasan.testkit", "kasan.exam", "kasan.browser");

  private static final Set<String> CLOCKS = Set.of("nanoTime", "currentTimeMillis", "now");

  /** What waits, or looks at a clock, in each way that is forbidden. */
  @Timeout(1)
  @SuppressWarnings({"unused", "WaitNotInLoop", "JavaInstantGetSecondsGetNano"})
  private static final class Impatient {
    boolean forAProcess(Process process) throws InterruptedException {
      return process.waitFor(1, TimeUnit.SECONDS);
    }

    boolean forALatch(CountDownLatch latch) throws InterruptedException {
      return latch.await(1, TimeUnit.SECONDS);
    }

    Object forAnAnswer(Future<Object> answer) throws Exception {
      return answer.get(1, TimeUnit.SECONDS);
    }

    void forAThread(Thread thread) throws InterruptedException {
      thread.join(1);
    }

    void forANotice() throws InterruptedException {
      synchronized (this) {
        wait(1);
      }
    }

    void forALittleWhile() throws InterruptedException {
      Thread.sleep(1);
    }

    void asJUnitDoes() {
      Assertions.assertTimeout(Duration.ofSeconds(1), () -> {});
    }

    long byTheClock() {
      return System.nanoTime() + System.currentTimeMillis() + Instant.now().getNano();
    }

    @Timeout(1)
    void limited() {}
  }

  @Test
  void everyWayToWaitForSoLongIsSeen() {
    JavaClasses classes = new ClassFileImporter().importClasses(Impatient.class);
    assertEquals(
        Set.of(
            "Impatient: @Timeout",
            "Impatient: @Timeout of limited",
            "Impatient: Assertions.assertTimeout",
            "Impatient: CountDownLatch.await",
            "Impatient: Future.get",
            "Impatient: Instant.now",
            "Impatient: Object.wait",
            "Impatient: Process.waitFor",
            "Impatient: System.currentTimeMillis",
            "Impatient: System.nanoTime",
            "Impatient: Thread.join",
            "Impatient: Thread.sleep"),
        timed(classes));
  }

  @Test
  void noTestWaitsForSoLong() throws IOException {
    JavaClasses tests = new ClassFileImporter().importPaths(testClasses());
    assertTrue(tests.size() > 300, "only " + tests.size() + " classes of tests");
    assertEquals(
        Set.of(),
        timed(
            tests.that(
                DescribedPredicate.describe(
                    "may not wait",
                    type ->
                        !type.isEquivalentTo(Impatient.class)
                            && !MAY_SLEEP.contains(type.getName())))));
  }

  private static Collection<Path> testClasses() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return Stream.concat(
              modules.map(module -> module.resolve("target/test-classes")),
              FOR_TESTS.stream().map(bundle -> Path.of("..", bundle, "target", "classes")))
          .filter(Files::isDirectory)
          .toList();
    }
  }

  private static Set<String> timed(JavaClasses classes) {
    var found = new TreeSet<String>();
    for (JavaClass each : classes) {
      String name = each.getSimpleName() + ": ";
      if (each.isAnnotatedWith(Timeout.class)) {
        found.add(name + "@Timeout");
      }
      for (JavaMethod method : each.getMethods()) {
        if (method.isAnnotatedWith(Timeout.class)) {
          found.add(name + "@Timeout of " + method.getName());
        }
      }
      Stream.concat(
              each.getCodeUnitCallsFromSelf().stream().map(call -> call.getTarget()),
              each.getCodeUnitReferencesFromSelf().stream().map(reference -> reference.getTarget()))
          .filter(TestsAndTimeTest::timed)
          .forEach(target -> found.add(name + shortName(target)));
    }
    return found;
  }

  private static String shortName(CodeUnitAccessTarget target) {
    return target.getOwner().getSimpleName() + "." + target.getName();
  }

  /** What takes a length of time to wait for, or reads a clock. */
  private static boolean timed(CodeUnitAccessTarget target) {
    JavaClass owner = target.getOwner();
    String name = target.getName();
    List<String> takes = target.getRawParameterTypes().stream().map(JavaClass::getName).toList();
    if (CLOCKS.contains(name) && takes.isEmpty() && owner.getPackageName().startsWith("java.")) {
      return true;
    }
    if (name.equals("sleep") || name.startsWith("park") || name.startsWith("assertTimeout")) {
      return true;
    }
    boolean waits = Set.of("join", "wait", "await").contains(name);
    return waits && takes.contains("long")
        || takes.contains(TimeUnit.class.getName())
            && (owner.getPackageName().startsWith("java.util.concurrent")
                || owner.isEquivalentTo(Process.class));
  }
}
