// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import kasan.exam.ClassPathBundles;
import kasan.exam.FrameworkTest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;

/** The driver tells outside what happened inside; a driver that hid a failure would hide all. */
class FrameworkTestDriverIT {

  @Test
  void outcomesCrossTheBorder() {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(Outcomes.class))
                .build(),
            listener);

    TestExecutionSummary summary = listener.getSummary();
    assertEquals(2, summary.getTestsSucceededCount());
    assertEquals(1, summary.getTestsAbortedCount());
    List<TestExecutionSummary.Failure> failures = summary.getFailures();
    assertEquals(2, failures.size());
    for (TestExecutionSummary.Failure failure : failures) {
      String message = failure.getException().getMessage();
      assertTrue(message.contains("inside is wrong"), message);
    }
  }

  /** Not a test of its own: its name hides it from Maven. */
  @FrameworkTest
  static class Outcomes {

    @Configuration
    static Option[] log() {
      return ClassPathBundles.scan().install(List.of("org.ops4j.pax.logging.pax-logging-api"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void passes(int parameter) {
      assertTrue(parameter < 3);
    }

    @Test
    void failsByAssertion() {
      Assertions.fail("inside is wrong");
    }

    @Test
    void failsByException() {
      throw new IllegalStateException("inside is wrong");
    }

    @Test
    void isAborted() {
      Assumptions.abort("not here");
    }
  }
}
