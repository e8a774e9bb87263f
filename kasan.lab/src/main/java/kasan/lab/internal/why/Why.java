// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import kasan.api.NearestName;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.internal.result.LabResult;
import kasan.lab.internal.why.Snapshot.BundleState;
import kasan.lab.internal.why.Snapshot.ComponentState;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;
import kasan.lab.internal.why.Snapshot.ServiceState;
import org.jspecify.annotations.Nullable;

/**
 * Explains one name: of an extension (a scheme, an architecture, ...), a verb, a bundle, a
 * component or a service. Answers yes when something of that name can be used.
 */
public final class Why {
  private static final String FUNCTION = "osgi.command.function";
  private static final String VERB = "kasan.verb.name";

  /** The row of every comparison that is no scheme. */
  private static final String ORACLE = "oracle";

  private final Snapshot snapshot;
  private final SortedMap<String, String> kinds;
  private final Causes causes;
  private final Set<String> lines = new LinkedHashSet<>();
  private boolean usable;

  private Why(Snapshot snapshot, SortedMap<String, String> kinds) {
    this.snapshot = snapshot;
    this.kinds = kinds;
    this.causes = new Causes(snapshot);
  }

  /**
   * @param kinds what an extension is called, by the service property that carries its name
   */
  public static Result of(String name, Snapshot snapshot, SortedMap<String, String> kinds) {
    return new Why(snapshot, kinds).explain(name);
  }

  private Result explain(String name) {
    kinds.forEach((property, kind) -> extension(property, kind, name));
    extension(VERB, "verb", name);
    if (lines.isEmpty()) {
      extension(FUNCTION, "command", name);
    }
    if (lines.isEmpty() && name.equals(ORACLE)) {
      usable = true;
      lines.add(
          "'oracle' is no scheme but a row of every comparison: exactly the bytes of shadow that"
              + " byte-managed memory needs, so that no scheme can need less");
    }
    for (BundleState bundle : snapshot.bundles()) {
      if (bundle.name().equals(name)) {
        bundle(bundle);
      }
    }
    for (ComponentState component : snapshot.components()) {
      if (sameName(component.declared().name(), name)) {
        component(component);
      }
    }
    service(name);
    if (lines.isEmpty()) {
      lines.add(nothing(name));
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("usable", usable);
    tree.put("because", List.copyOf(lines));
    return new LabResult(
        "why", usable ? 0 : 1, tree, List.of(new Section.Text("", List.copyOf(lines))));
  }

  /** The whole name, or what stands behind its last dot. */
  private static boolean sameName(String full, String name) {
    return full.equals(name) || full.substring(full.lastIndexOf('.') + 1).equals(name);
  }

  private void extension(String property, String kind, String name) {
    List<ServiceState> registered = new ArrayList<>();
    for (ServiceState service : snapshot.services()) {
      if (Names.has(service.properties().get(property), name)) {
        registered.add(service);
      }
    }
    registered.sort(Ranking.ORDER);
    String what = kind + " '" + name + "'";
    for (ServiceState service : registered) {
      String from = causes.origin(service);
      if (service.equals(registered.get(0))) {
        usable = true;
        lines.add(what + " is there: " + from);
      } else {
        lines.add(
            "another "
                + what
                + " is not used, because it "
                + Ranking.why(registered.get(0), service)
                + ": "
                + from);
      }
    }
    for (ComponentState component : snapshot.components()) {
      if (Names.has(component.declared().properties().get(property), name)
          && component.condition() != Snapshot.Condition.SATISFIED) {
        lines.add(what + " is missing: " + causes.of(component));
      }
    }
    for (BundleState bundle : snapshot.bundles()) {
      for (DeclaredComponent declared :
          bundle.active() ? List.<DeclaredComponent>of() : bundle.declared()) {
        if (Names.has(declared.properties().get(property), name)) {
          lines.add(what + " is missing: " + causes.of(bundle));
        }
      }
    }
  }

  private void bundle(BundleState bundle) {
    if (!bundle.active()) {
      lines.add(causes.of(bundle));
      return;
    }
    usable = true;
    lines.add(bundle.inWords() + " is active");
    for (ComponentState component : snapshot.components()) {
      if (component.bundle() == bundle.id()) {
        component(component);
      }
    }
  }

  private void component(ComponentState component) {
    usable |= component.condition() == Snapshot.Condition.SATISFIED;
    lines.add(causes.of(component));
  }

  private void service(String name) {
    var found = new TreeSet<String>();
    for (ServiceState service : snapshot.services()) {
      for (String type : service.interfaces()) {
        if (sameName(type, name)) {
          found.add(type);
          usable = true;
          lines.add("service " + type + " is there: " + causes.origin(service));
        }
      }
    }
    for (String type : causes.knownServices()) {
      if (sameName(type, name) && !found.contains(type)) {
        lines.add("service " + type + " is missing: " + causes.ofService(type));
      }
    }
  }

  private String nothing(String name) {
    var known = new TreeSet<String>();
    for (BundleState bundle : snapshot.bundles()) {
      known.add(bundle.name());
      bundle.declared().forEach(component -> addNames(component, known));
    }
    for (ServiceState service : snapshot.services()) {
      for (String property : kinds.keySet()) {
        known.add(service.text(property));
      }
      known.addAll(Names.all(service.properties().get(FUNCTION)));
      known.add(service.text(VERB));
    }
    known.remove("");
    String nearest = NearestName.of(name, known);
    return "no bundle, component, service, scheme or other part is called '"
        + name
        + "'"
        + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
  }

  private void addNames(DeclaredComponent component, Set<String> names) {
    for (String property : kinds.keySet()) {
      String value = component.properties().get(property);
      if (value != null) {
        names.add(value);
      }
    }
  }
}
