// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import kasan.lab.api.wall.ConstructionTrace;
import kasan.lab.internal.why.Snapshot.BundleState;
import kasan.lab.internal.why.Snapshot.ComponentState;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;
import kasan.lab.internal.why.Snapshot.Need;
import kasan.lab.internal.why.Snapshot.ServiceState;

/** Follows what keeps a bundle, component or service back to where it begins. */
public final class Causes {
  private static final String WHICH = ", which ";

  private final Snapshot snapshot;

  Causes(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** Who registered a service. */
  String origin(ServiceState service) {
    String component = service.text("component.name");
    return (component.isEmpty() ? "" : "component " + component + " of ")
        + bundle(service.bundle());
  }

  private String bundle(long id) {
    for (BundleState bundle : snapshot.bundles()) {
      if (bundle.id() == id) {
        return bundle.inWords();
      }
    }
    return "bundle [" + id + "]";
  }

  /** Why a bundle is not active. */
  String of(BundleState bundle) {
    return of(bundle, " ");
  }

  private static String of(BundleState bundle, String joint) {
    return bundle.inWords()
        + joint
        + (!bundle.missing().isEmpty()
            ? "cannot be resolved, it lacks " + String.join(", ", bundle.missing())
            : !bundle.failure().isEmpty()
                ? bundle.failure()
                : "is not started; 'start " + bundle.id() + "' does that");
  }

  /** What was dropped in, or is there, in vain; a line for each. */
  public static List<String> inVain(Snapshot snapshot) {
    var lines = new ArrayList<String>();
    snapshot.notBundles().forEach(file -> lines.add(file.inWords()));
    for (BundleState bundle : snapshot.bundles()) {
      if (!bundle.missing().isEmpty() || !bundle.failure().isEmpty()) {
        lines.add(of(bundle, " "));
      }
    }
    return lines;
  }

  /** In which state a component is, and why. */
  String of(ComponentState component) {
    return of(component, " ", new HashSet<>());
  }

  /**
   * @param joint between the component and what is said of it: a blank, or words that make it a
   *     clause of a longer sentence
   * @param seen components on the way here, against circles
   */
  private String of(ComponentState component, String joint, Set<String> seen) {
    String name = component.declared().name();
    String who = "component " + name + " of " + bundle(component.bundle()) + joint;
    seen.add(name);
    return switch (component.condition()) {
      case SATISFIED -> who + "is satisfied";
      case DISABLED -> who + "is disabled";
      case WAITS_FOR_CONFIGURATION -> who + "waits for a configuration of that name";
      case FAILED -> who + "failed to start: " + ConstructionTrace.words(component.failure());
      case WAITS_FOR_SERVICES -> who + "waits for " + needs(component, seen);
    };
  }

  private String needs(ComponentState component, Set<String> seen) {
    var all = new ArrayList<String>();
    for (Need need : component.waitsFor()) {
      String service =
          "service " + need.service() + (need.filter().isEmpty() ? "" : " with " + need.filter());
      all.add(service + ": " + ofService(need.service(), seen));
    }
    return all.isEmpty() ? "a service" : String.join("; and for ", all);
  }

  /** Why nobody provides a service. */
  String ofService(String type) {
    return ofService(type, new HashSet<>());
  }

  private String ofService(String type, Set<String> seen) {
    for (ComponentState component : snapshot.components()) {
      if (component.declared().services().contains(type)) {
        if (component.condition() == Snapshot.Condition.SATISFIED) {
          return "one is there, but does not match";
        }
        return seen.contains(component.declared().name())
            ? "it would come from "
                + component.declared().name()
                + " above, so they wait for each other"
            : "it would come from " + of(component, WHICH, seen);
      }
    }
    for (BundleState bundle : snapshot.bundles()) {
      for (DeclaredComponent declared : bundle.declared()) {
        if (!bundle.active() && declared.services().contains(type)) {
          return "it would come from " + of(bundle, WHICH);
        }
      }
    }
    return "no bundle here provides it";
  }

  /** Services that some component has, would have, or uses. */
  Set<String> knownServices() {
    var all = new TreeSet<String>();
    for (BundleState bundle : snapshot.bundles()) {
      bundle.declared().forEach(component -> all.addAll(component.services()));
    }
    for (ComponentState component : snapshot.components()) {
      all.addAll(component.declared().services());
      component.uses().forEach(need -> all.add(need.service()));
    }
    return all;
  }
}
