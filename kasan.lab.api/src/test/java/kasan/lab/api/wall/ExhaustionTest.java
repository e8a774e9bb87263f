// SPDX-License-Identifier: Apache-2.0
package kasan.lab.api.wall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said, and of whom, when Java runs out of memory or stack. */
class ExhaustionTest {
  private final OutOfMemoryError heapError = new OutOfMemoryError("Java heap space");

  @TempDir Path folder;

  @Test
  void heapAndStackAreToldWithWhatGivesMore() {
    String heap = String.valueOf(Exhaustion.words(new IllegalStateException(heapError)));

    assertTrue(heap.startsWith("the Java heap of "), heap);
    assertTrue(heap.contains("KASAN_JAVA_OPTS=-Xmx"), heap);
    assertTrue(
        String.valueOf(Exhaustion.words(new StackOverflowError()))
            .contains("KASAN_JAVA_OPTS=-Xss"));
    assertEquals(
        "Java is out of memory: Metaspace", Exhaustion.words(new OutOfMemoryError("Metaspace")));
    assertNull(Exhaustion.words(new IllegalStateException("something else")));
  }

  @Test
  void whatTheLaboratoryBringsIsNeverBlamed() throws Exception {
    try (URLClassLoader ours = bundle("The kasan project")) {
      ForeignCode reader = code(ours);

      assertSame(
          heapError,
          assertThrows(OutOfMemoryError.class, () -> Exhaustion.check(reader, heapError)));
      assertThrows(StackOverflowError.class, () -> new Wall().ask(reader, () -> recursion(0)));
    }
  }

  @Test
  void anExtensionIsBlamedForWhatItAloneTook() throws Exception {
    try (URLClassLoader theirs = bundle("Somebody")) {
      ForeignFailure recursing =
          assertThrows(
              ForeignFailure.class, () -> new Wall().ask(code(theirs), () -> recursion(0)));
      ForeignFailure greedy =
          assertThrows(
              ForeignFailure.class,
              () -> new Wall().ask(code(theirs), () -> new long[Integer.MAX_VALUE].length));

      assertTrue(recursing.reason().contains("threw java.lang.StackOverflowError"));
      assertTrue(greedy.reason().contains("threw java.lang.OutOfMemoryError"));
    }
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recursion(int depth) {
    return recursion(depth + 1) + 1;
  }

  private URLClassLoader bundle(String vendor) throws IOException {
    Path manifest = Files.createDirectories(folder.resolve("META-INF")).resolve("MANIFEST.MF");
    Files.writeString(
        manifest,
        "Manifest-Version: 1.0\nBundle-SymbolicName: some.bundle\nBundle-Vendor: " + vendor + "\n");
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, null);
  }

  private static ForeignCode code(ClassLoader loader) {
    Object own =
        Proxy.newProxyInstance(
            loader, new Class<?>[] {Runnable.class}, (proxy, method, arguments) -> null);
    return ForeignCode.of("reader 'some'", own);
  }
}
