// SPDX-License-Identifier: Apache-2.0
package kasan.itest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.inject.Inject;
import kasan.api.report.Result;
import kasan.api.scheme.ShadowScheme;
import kasan.api.workload.Workload;
import kasan.exam.ClassPathBundles;
import kasan.lab.api.Lab;
import kasan.lab.api.RunPlan;
import kasan.lab.api.Settings;
import kasan.lab.api.run.Run;
import kasan.lab.api.run.Runs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Bundles behind a running scheme that stop, change, go, or misbehave: the run goes on. */
class RunOutlivesItsSchemeIT extends ProductTest {
  private static final String PAGE = "kasan.shadow.page";
  private static final String TESTKIT = "kasan.testkit";
  private static final List<String> OVER = List.of("ended", "failed");

  @Inject private Runs runs;
  @Inject private Lab lab;

  @TempDir private Path watched;

  private ServiceRegistration<Workload> workload;
  private String pageLocation;

  @Configuration
  static Option[] misbehaving() {
    return new Option[] {CoreOptions.composite(ClassPathBundles.scan().install(List.of(TESTKIT)))};
  }

  @BeforeEach
  void offerWorkload() {
    Dictionary<String, Object> properties =
        FrameworkUtil.asDictionary(Map.of("kasan.workload.name", EndlessWorkload.NAME));
    workload = context.registerService(Workload.class, new EndlessWorkload(), properties);
    pageLocation = bundle(PAGE).getLocation();
  }

  @AfterEach
  void putBack() throws Exception {
    for (Run run : runs.all()) {
      if (!OVER.contains(of(run, "state"))) {
        run.end();
      }
    }
    workload.unregister();
    Bundle testkit = bundle(TESTKIT);
    testkit.stop();
    testkit.start();
    Bundle page = context.getBundle(pageLocation);
    if (page == null) {
      page = context.installBundle(pageLocation);
    }
    page.start();
  }

  @Test
  void stopOfTheBundleHoldsTheRunAndStartLetsItGoOn() throws Exception {
    Run run = start("page");
    Bundle page = bundle(PAGE);

    page.stop();

    assertEquals("waiting", of(run, "state"));
    assertEquals("page", of(run, "waitsFor"));
    String why = lab.why("page").tree().toString();
    assertTrue(why.contains(PAGE), why);
    long held = (Long) of(run, "operation");
    page.start();
    until(run, "state", "running");
    until(run, "scheme", "page");
    Result result = run.end();
    assertEquals(held, row(result, "swaps", 0).get("atOperation"), "no operation passed unseen");
    assertEquals("ok", row(result, "swaps", 0).get("status"));
    assertEquals(0L, ((Map<?, ?>) row(result, "swaps", 0).get("audit")).get("mismatches"));
    assertEquals(List.of("gone", "back"), incidents(result));
    assertEquals(0, result.status());
  }

  @Test
  void anotherSchemeCanBeChosenForOneThatIsGone() throws Exception {
    Run run = start("page");
    bundle(PAGE).stop();

    assertEquals("ok", row(run.swap("ondemand"), "rows", 0).get("status"));

    until(run, "state", "running");
    assertEquals("ondemand", of(run, "scheme"));
  }

  @Test
  void classesOfAnUpdatedBundleAreUnloadedAndTheRunGoesOnWithTheNewOnes() throws Exception {
    Run run = start("page");
    WeakReference<ClassLoader> old = loader("page");
    assertNotNull(old.get());

    bundle(PAGE).update(BundleFile.stream(bundle(PAGE)));

    until(run, "state", "running");
    until(run, "scheme", "page");
    // never, if something still holds the class loader of the old bundle
    Until.holds(
        () -> {
          System.gc();
          return old.get() == null;
        });
    assertEquals("running", of(run, "state"));
    assertNotNull(loader("page").get());
  }

  @Test
  void uninstalledBundleCanComeBack() throws Exception {
    Run run = start("page");

    bundle(PAGE).uninstall();
    assertEquals("waiting", of(run, "state"));

    context.installBundle(pageLocation).start();
    until(run, "state", "running");
    assertEquals("page", of(run, "scheme"));
  }

  @Test
  void jarMayBeTakenOutOfTheWatchedFolderAndDroppedIntoItAgain() throws Exception {
    byte[] jar = BundleFile.of(bundle(PAGE));
    bundle(PAGE).uninstall();
    watch(watched);
    Path file = watched.resolve("page.jar");
    Files.write(file, jar);
    Until.holds(() -> lab.names(kasan.lab.api.inventory.ExtensionKind.SCHEMES).contains("page"));
    Run run = start("page");

    Files.delete(file);
    until(run, "state", "waiting");
    Files.write(file, jar);
    until(run, "state", "running");

    assertEquals("page", of(run, "scheme"));
    Files.delete(file);
    until(run, "state", "waiting");
    // stopped, and uninstalled a moment later
    Until.holds(
        () ->
            Stream.of(context.getBundles())
                .noneMatch(bundle -> PAGE.equals(bundle.getSymbolicName())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"throws", "throws-error"})
  void schemeThatThrowsIsSetAside(String fault) throws Exception {
    Run run = start("misbehaving", "misbehaving.fault=" + fault);

    until(run, "scheme", "none");

    assertTrue(of(run, "last").toString().startsWith("scheme 'misbehaving' threw "));
    assertEquals("running", of(run, "state"));
    assertEquals("ok", row(run.swap("page"), "rows", 0).get("status"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hangs", "hangs-in-view"})
  void runGoesOnWhenASchemeHangs(String fault) throws Exception {
    Run run = start("misbehaving", "misbehaving.fault=" + fault);

    until(run, "scheme", "none");

    assertTrue(of(run, "last").toString().startsWith("scheme 'misbehaving' hung: "));
    assertEquals("ok", row(run.swap("page"), "rows", 0).get("status"));
    Result result = run.end();
    assertEquals(true, result.tree().get("nondeterministic"));
    assertEquals(0L, result.tree().get("findingCount"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"misses-all", "reports-all"})
  void auditNamesASchemeThatLies(String fault) throws Exception {
    Run run = start("page", "misbehaving.fault=" + fault, "misbehaving.after=0");

    Result swap = run.swap("misbehaving");

    assertEquals("unsound", row(swap, "rows", 0).get("status"));
    assertEquals(1, swap.status());
  }

  private Run start(String scheme, String... set) throws Exception {
    Settings settings = Settings.NONE;
    for (String word : set) {
      String[] parts = word.split("[.=]", 3);
      settings = settings.with(parts[0], parts[1], parts[2]);
    }
    Run run =
        runs.start(
            RunPlan.of(EndlessWorkload.NAME, scheme)
                .ramMib(256)
                .cpus(2)
                .arch("x86")
                .hangSeconds(1)
                .settings(settings)
                .build());
    until(run, "state", "running");
    return run;
  }

  private WeakReference<ClassLoader> loader(String scheme) throws InvalidSyntaxException {
    ServiceReference<ShadowScheme> reference =
        context
            .getServiceReferences(ShadowScheme.class, "(kasan.scheme.name=" + scheme + ")")
            .iterator()
            .next();
    try {
      return new WeakReference<>(context.getService(reference).getClass().getClassLoader());
    } finally {
      context.ungetService(reference);
    }
  }

  /** Has FileInstall watch a folder, as the start script does with {@code bundles/}. */
  private void watch(Path folder) throws BundleException {
    Bundle installer = bundle("org.apache.felix.fileinstall");
    installer.stop();
    System.setProperty("felix.fileinstall.dir", folder.toString());
    System.setProperty("felix.fileinstall.poll", "100");
    System.setProperty("felix.fileinstall.noInitialDelay", "true");
    installer.start();
  }

  private static Object of(Run run, String key) {
    return run.status().tree().get(key);
  }

  private static Map<?, ?> row(Result result, String list, int index) {
    return (Map<?, ?>) ((List<?>) result.tree().get(list)).get(index);
  }

  private static List<?> incidents(Result result) {
    return ((List<?>) result.tree().get("incidents"))
        .stream().<Object>map(incident -> ((Map<?, ?>) incident).get("what")).toList();
  }

  private static void until(Run run, String key, Object value) throws Exception {
    Until.holds(
        () -> {
          boolean over = OVER.contains(of(run, "state")) && !value.equals(of(run, key));
          assertFalse(over, () -> run.status().tree().toString());
          return value.equals(of(run, key));
        });
  }
}
