// SPDX-License-Identifier: Apache-2.0
package kasan.exam;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import kasan.exam.internal.JupiterProbeInvokerFactory;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.opentest4j.TestAbortedException;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/** Outside: a running framework that holds the test class in a bundle, the probe. */
final class FrameworkUnderTest implements AutoCloseable {

  /** What a test that runs on JUnit 5 needs inside. */
  private static final List<String> DRIVER =
      List.of(
          "junit-jupiter-api",
          "junit-jupiter-engine",
          "junit-jupiter-params",
          "junit-platform-commons",
          "junit-platform-engine",
          "junit-platform-launcher",
          "kasan.exam",
          "org.opentest4j");

  private final TestContainer container;
  private final TestAddress probe;

  private FrameworkUnderTest(TestContainer container, TestAddress probe) {
    this.container = container;
    this.probe = probe;
  }

  static FrameworkUnderTest start(Class<?> testClass) {
    try {
      ExamSystem system = PaxExamRuntime.createTestSystem(options(testClass));
      TestContainer container = PaxExamRuntime.createContainer(system);
      container.start();
      TestProbeBuilder builder = system.createProbe();
      TestAddress probe = builder.addTest(testClass);
      container.installProbe(builder.build().getStream());
      return new FrameworkUnderTest(container, probe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Option[] options(Class<?> testClass) {
    List<Option> options = new ArrayList<>();
    options.add(
        CoreOptions.systemProperty(JupiterProbeInvokerFactory.DRIVER_PROPERTY)
            .value(JupiterProbeInvokerFactory.DRIVER));
    options.addAll(Arrays.asList(ClassPathBundles.scan().install(DRIVER)));
    AnnotationSupport.findAnnotatedMethods(
            testClass, Configuration.class, HierarchyTraversalMode.TOP_DOWN)
        .forEach(
            method ->
                options.addAll(
                    Arrays.asList((Option[]) ReflectionSupport.invokeMethod(method, null))));
    return options.toArray(Option[]::new);
  }

  /**
   * Runs one test method inside and returns when it has passed.
   *
   * @param uniqueId the method's id, the same on both sides
   * @throws AssertionError what went wrong, with the stack trace of the inside
   */
  void run(String uniqueId) {
    try {
      container.call(new Call(probe, uniqueId));
    } catch (CancellationException e) {
      throw new TestAbortedException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }

  /** The address of the probe with the argument of one call. */
  private record Call(TestAddress root, String uniqueId) implements TestAddress {

    @Override
    public String identifier() {
      return root.identifier();
    }

    @Override
    public String caption() {
      return uniqueId;
    }

    @Override
    public Object[] arguments() {
      return new Object[] {uniqueId};
    }
  }
}
