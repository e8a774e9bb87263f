// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import kasan.api.NearestName;
import kasan.api.report.Result;
import kasan.api.report.Section;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.lab.internal.bill.LabResult;
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

  /** In the order of the words that messages begin with. */
  private static final List<ExtensionKind> KINDS =
      Arrays.stream(ExtensionKind.values())
          .sorted(Comparator.comparing(ExtensionKind::nameKey))
          .toList();

  private final Snapshot snapshot;
  private final Causes causes;
  private final Set<String> lines = new LinkedHashSet<>();
  private boolean usable;

  private Why(Snapshot snapshot) {
    this.snapshot = snapshot;
    this.causes = new Causes(snapshot);
  }

  /** Explains a name. */
  public static Result of(String name, Snapshot snapshot) {
    return new Why(snapshot).explain(name);
  }

  private Result explain(String name) {
    for (ExtensionKind kind : KINDS) {
      extension(kind.nameKey(), kind.word(), name, kind::problemOf);
    }
    extension(VERB, "verb", name, properties -> null);
    if (lines.isEmpty()) {
      extension(FUNCTION, "command", name, properties -> null);
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
    for (DropInFile file : snapshot.notBundles()) {
      if (file.isCalled(name)) {
        lines.add(file.inWords());
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

  private void extension(
      String property,
      String kind,
      String name,
      Function<Map<String, Object>, @Nullable String> problemOf) {
    List<ServiceState> registered = new ArrayList<>();
    for (ServiceState service : snapshot.services()) {
      if (Names.has(service.properties().get(property), name)) {
        registered.add(service);
      }
    }
    registered.sort(Ranking.ORDER);
    String what = kind + " '" + name + "'";
    ServiceState used = null;
    for (ServiceState service : registered) {
      String from = causes.origin(service);
      String problem = problemOf.apply(service.properties());
      if (problem != null) {
        lines.add(what + " is there and cannot be used: " + problem + "; it is " + from);
      } else if (used == null) {
        used = service;
        usable = true;
        lines.add(what + " is there: " + from);
      } else {
        lines.add(
            "another "
                + what
                + " is not used, because it "
                + Ranking.why(used, service)
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
    if (!bundle.active() || !bundle.failure().isEmpty()) {
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
    lines.add(causes.of(component));
    boolean satisfied = component.condition() == Snapshot.Condition.SATISFIED;
    for (ServiceState service : snapshot.services()) {
      String problem = problemOf(service);
      if (service.text("component.name").equals(component.declared().name()) && problem != null) {
        satisfied = false;
        lines.add("what it brings cannot be used: " + problem);
      }
    }
    usable |= satisfied;
  }

  /** Why nobody can choose an extension that is registered; null for any other service. */
  private static @Nullable String problemOf(ServiceState service) {
    for (ExtensionKind kind : KINDS) {
      if (service.interfaces().contains(kind.service().getName())) {
        return kind.problemOf(service.properties());
      }
    }
    return null;
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
      for (ExtensionKind kind : KINDS) {
        known.add(service.text(kind.nameKey()));
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
    for (ExtensionKind kind : KINDS) {
      String value = component.properties().get(kind.nameKey());
      if (value != null) {
        names.add(value);
      }
    }
  }
}
