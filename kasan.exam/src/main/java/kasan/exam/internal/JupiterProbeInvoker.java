// SPDX-License-Identifier: Apache-2.0
package kasan.exam.internal;

import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.ops4j.pax.exam.ProbeInvoker;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** Inside: runs test methods of one probe under the Jupiter engine. */
final class JupiterProbeInvoker implements ProbeInvoker {

  private final Bundle probe;

  JupiterProbeInvoker(Bundle probe) {
    this.probe = probe;
  }

  /**
   * Runs one test method.
   *
   * @param arguments the method's unique id
   * @throws AssertionError if it failed; if it was aborted, {@link CancellationException}. Both are
   *     types that the two sides share, which JUnit's own are not.
   */
  @Override
  public void call(Object... arguments) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(DiscoverySelectors.selectUniqueId((String) arguments[0]))
            .build();
    Outcome outcome = new Outcome();
    ClassLoader caller = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(probe.adapt(BundleWiring.class).getClassLoader());
    try {
      launcher().execute(request, outcome);
    } finally {
      Thread.currentThread().setContextClassLoader(caller);
    }
    outcome.rethrow();
  }

  /** Nothing is looked up: a framework has no class path to find engines on. */
  private static Launcher launcher() {
    return LauncherFactory.create(
        LauncherConfig.builder()
            .enableLauncherDiscoveryListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .enablePostDiscoveryFilterAutoRegistration(false)
            .enableTestEngineAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addTestEngines(new JupiterTestEngine())
            .build());
  }

  /** What became of the test. */
  private static final class Outcome implements TestExecutionListener {

    private @Nullable TestExecutionResult verdict;

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      verdict = TestExecutionResult.aborted(new CancellationException(reason));
    }

    /** A test that passed has failed all the same when what surrounds it fails. */
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (test.isTest() || result.getStatus() == TestExecutionResult.Status.FAILED) {
        verdict = result;
      }
    }

    void rethrow() {
      if (verdict == null) {
        throw new AssertionError("the test was not found inside the framework");
      }
      Throwable cause =
          verdict.getThrowable().orElseGet(() -> new AssertionError("failed without a cause"));
      switch (verdict.getStatus()) {
        case SUCCESSFUL -> {}
        case ABORTED -> throw new CancellationException(cause.getMessage());
        case FAILED -> {
          AssertionError failure = new AssertionError(cause.toString(), cause.getCause());
          failure.setStackTrace(cause.getStackTrace());
          throw failure;
        }
      }
    }
  }
}
