// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.internal.why.Snapshot.BundleState;
import kasan.lab.internal.why.Snapshot.ComponentState;
import kasan.lab.internal.why.Snapshot.Condition;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;
import kasan.lab.internal.why.Snapshot.Need;
import kasan.lab.internal.why.Snapshot.ServiceState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyTest {
  private static final String SCHEME = "kasan.api.scheme.ShadowScheme";
  private static final String NAME = "kasan.scheme.name";

  private final List<BundleState> bundles = new ArrayList<>();
  private final List<ComponentState> components = new ArrayList<>();
  private final List<ServiceState> services = new ArrayList<>();
  private final List<DropInFile> notBundles = new ArrayList<>();

  private static DeclaredComponent page() {
    return new DeclaredComponent("org.page.PageScheme", Set.of(SCHEME), Map.of(NAME, "page"));
  }

  private void bundle(long id, String name, boolean active, List<String> missing) {
    bundles.add(new BundleState(id, name, "1.0.0", active, missing, "", List.of(page())));
  }

  private void activeBundle(long id, String name) {
    bundles.add(new BundleState(id, name, "1.0.0", true, List.of(), "", List.of()));
  }

  private void service(String component, long bundle, int ranking) {
    services.add(
        new ServiceState(
            Set.of(SCHEME),
            bundle,
            Map.of(NAME, "page", "component.name", component, "service.ranking", ranking)));
  }

  private void component(
      String name, Set<String> provides, Condition condition, String failure, Need... needs) {
    components.add(
        new ComponentState(
            new DeclaredComponent(
                name, provides, provides.contains(SCHEME) ? Map.of(NAME, "page") : Map.of()),
            7,
            condition,
            failure,
            List.of(needs),
            List.of(needs)));
  }

  private Result why(String name) {
    return Why.of(name, new Snapshot(bundles, components, services, notBundles));
  }

  /** A row of every comparison: whoever reads it asks what it is. */
  @Test
  void theOracleIsARowAndNoScheme() {
    assertTrue(lines("oracle", 0).get(0).startsWith("'oracle' is no scheme but a row"));
  }

  @Test
  void aVerbIsThereWhoeverBroughtIt() {
    activeBundle(9, "org.verbs");
    services.add(
        new ServiceState(
            Set.of("kasan.shell.verb.Verb"),
            9,
            Map.of("kasan.verb.name", "tidy", "component.name", "org.verbs.Tidy")));
    assertTrue(lines("tidy", 0).get(0).startsWith("verb 'tidy' is there: "));
    assertTrue(lines("tidi", 1).get(0).contains("tidy"));
  }

  private List<String> lines(String name, int status) {
    Result result = why(name);
    assertEquals(status, result.status(), "status");
    return ((Section.Text) result.sections().get(0)).lines();
  }

  @Test
  void saysWhereASchemeComesFrom() {
    activeBundle(7, "org.page");
    service("org.page.PageScheme", 7, 0);
    assertEquals(
        List.of(
            "scheme 'page' is there: component org.page.PageScheme of bundle org.page 1.0.0 [7]"),
        lines("page", 0));
  }

  @Test
  void showsWhoIsOutranked() {
    activeBundle(7, "org.page");
    activeBundle(8, "org.other");
    service("org.page.PageScheme", 7, 0);
    service("org.other.Better", 8, 10);
    assertEquals(
        List.of(
            "scheme 'page' is there: component org.other.Better of bundle org.other 1.0.0 [8]",
            "another scheme 'page' is not used, because it ranks lower (service.ranking 0, not"
                + " 10): component org.page.PageScheme of bundle org.page 1.0.0 [7]"),
        lines("page", 0));
  }

  @Test
  void aStoppedBundleStillTellsWhatItWouldBring() {
    bundle(7, "org.page", false, List.of());
    assertEquals(
        List.of(
            "scheme 'page' is missing: bundle org.page 1.0.0 [7] is not started; 'start 7'"
                + " does that"),
        lines("page", 1));
  }

  @Test
  void aBundleThatCannotBeResolvedSaysWhatItLacks() {
    bundle(7, "org.page", false, List.of("osgi.wiring.package (osgi.wiring.package=org.gone)"));
    assertEquals(
        List.of(
            "scheme 'page' is missing: bundle org.page 1.0.0 [7] cannot be resolved, it lacks"
                + " osgi.wiring.package (osgi.wiring.package=org.gone)"),
        lines("page", 1));
  }

  @Test
  void aFileThatIsNoBundleSaysWhyNot(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("mine.jar"), "no zip");
    notBundles.add(DropInFile.of(file));
    String line = "file " + file + " is no bundle: it is no jar";
    assertEquals(List.of(line), lines("mine", 1));
    assertEquals(List.of(line), lines("mine.jar", 1));
    assertEquals(
        List.of(line), Causes.inVain(new Snapshot(bundles, components, services, notBundles)));
  }

  @Test
  void followsWhatAComponentWaitsForToItsBeginning() {
    activeBundle(7, "org.page");
    component(
        "org.page.PageScheme",
        Set.of(SCHEME),
        Condition.WAITS_FOR_SERVICES,
        "",
        new Need("org.Clock", "(fast=true)"));
    component(
        "org.page.QuartzClock",
        Set.of("org.Clock"),
        Condition.WAITS_FOR_SERVICES,
        "",
        new Need("org.Crystal", ""));
    assertEquals(
        List.of(
            "scheme 'page' is missing: component org.page.PageScheme of bundle org.page 1.0.0 [7]"
                + " waits for service org.Clock with (fast=true): it would come from component"
                + " org.page.QuartzClock of bundle org.page 1.0.0 [7], which waits for"
                + " service org.Crystal: no bundle here provides it"),
        lines("page", 1));
  }

  @Test
  void endsWhereComponentsWaitForEachOther() {
    activeBundle(7, "org.page");
    component("A", Set.of("org.A"), Condition.WAITS_FOR_SERVICES, "", new Need("org.B", ""));
    component("B", Set.of("org.B"), Condition.WAITS_FOR_SERVICES, "", new Need("org.A", ""));
    assertEquals(
        "component A of bundle org.page 1.0.0 [7] waits for service org.B: it would come from"
            + " component B of bundle org.page 1.0.0 [7], which waits for service org.A: it would"
            + " come from A above, so they wait for each other",
        lines("A", 1).get(0));
  }

  @Test
  void tellsTheFirstLineOfWhatAComponentThrew() {
    activeBundle(7, "org.page");
    component(
        "org.page.PageScheme",
        Set.of(SCHEME),
        Condition.FAILED,
        "java.lang.IllegalStateException: no\n\tat somewhere");
    assertEquals(
        List.of(
            "scheme 'page' is missing: component org.page.PageScheme of bundle org.page 1.0.0 [7]"
                + " failed to start: it threw java.lang.IllegalStateException: no at somewhere"),
        lines("page", 1));
  }

  @Test
  void explainsABundleByItsComponents() {
    activeBundle(7, "org.page");
    component("org.page.PageScheme", Set.of(SCHEME), Condition.SATISFIED, "");
    assertEquals(
        List.of(
            "bundle org.page 1.0.0 [7] is active",
            "component org.page.PageScheme of bundle org.page 1.0.0 [7] is satisfied"),
        lines("org.page", 0));
  }

  @Test
  void aServiceMayBeNamedWithoutItsPackage() {
    activeBundle(7, "org.page");
    service("org.page.PageScheme", 7, 0);
    assertEquals(
        List.of(
            "service kasan.api.scheme.ShadowScheme is there: component org.page.PageScheme of"
                + " bundle org.page 1.0.0 [7]"),
        lines("ShadowScheme", 0));
  }

  @Test
  void aServiceThatSomebodyWouldUseIsKnownThoughNobodyHasIt() {
    activeBundle(7, "org.page");
    component(
        "org.Lab", Set.of("org.Lab"), Condition.SATISFIED, "", new Need("org.KernelFactory", ""));
    assertEquals(
        List.of("service org.KernelFactory is missing: no bundle here provides it"),
        lines("KernelFactory", 1));
  }

  @Test
  void saysWhatWasProbablyMeantWhenThereIsNothing() {
    activeBundle(7, "org.page");
    service("org.page.PageScheme", 7, 0);
    assertEquals(
        List.of(
            "no bundle, component, service, scheme or other part is called 'pgae'; did you mean"
                + " 'page'?"),
        lines("pgae", 1));
  }
}
