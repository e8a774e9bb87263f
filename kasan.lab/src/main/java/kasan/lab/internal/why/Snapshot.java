// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal.why;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Bundles, components and services as they are at one moment.
 *
 * @param bundles ascending by id
 * @param components of active bundles, ascending by name
 * @param services all that are registered
 * @param notBundles files that were dropped in and are no bundles
 */
public record Snapshot(
    List<BundleState> bundles,
    List<ComponentState> components,
    List<ServiceState> services,
    List<DropInFile> notBundles) {

  /**
   * A bundle.
   *
   * @param id number that the framework gave it
   * @param name symbolic name
   * @param version as written
   * @param active whether it runs, or would as soon as a class of it is used
   * @param missing what it cannot be resolved without, as the framework writes requirements; empty
   *     when it is resolved
   * @param failure what its activator did wrong when, as the end of a sentence; empty for nothing
   * @param declared components that it would bring
   */
  public record BundleState(
      long id,
      String name,
      String version,
      boolean active,
      List<String> missing,
      String failure,
      List<DeclaredComponent> declared) {

    /** Name, version, and the number that the framework's own commands take. */
    String inWords() {
      return "bundle " + name + " " + version + " [" + id + "]";
    }
  }

  /**
   * A component as its bundle declares it.
   *
   * @param name of the component
   * @param services interfaces that it would be registered with
   * @param properties those with one value each
   */
  public record DeclaredComponent(
      String name, Set<String> services, Map<String, String> properties) {}

  /** How far a component has got. */
  public enum Condition {
    /** Its services are registered. */
    SATISFIED,
    /** It waits for services. */
    WAITS_FOR_SERVICES,
    /** It waits for a configuration. */
    WAITS_FOR_CONFIGURATION,
    /** Its constructor or activation threw. */
    FAILED,
    /** It has been disabled. */
    DISABLED
  }

  /**
   * A component of an active bundle.
   *
   * @param declared as its bundle declares it
   * @param bundle id of its bundle
   * @param condition how far it has got
   * @param failure what its activation threw; empty for nothing
   * @param uses services that it can use, whether it needs them or not
   * @param waitsFor services that it waits for
   */
  public record ComponentState(
      DeclaredComponent declared,
      long bundle,
      Condition condition,
      String failure,
      List<Need> uses,
      List<Need> waitsFor) {}

  /**
   * A service that a component needs.
   *
   * @param service interface
   * @param filter that it must match; empty for none
   */
  public record Need(String service, String filter) {}

  /**
   * A registered service.
   *
   * @param interfaces that it is registered with
   * @param bundle id of the bundle that registered it
   * @param properties of its registration
   */
  public record ServiceState(Set<String> interfaces, long bundle, Map<String, Object> properties) {

    /** A property as text; empty when it is not there. */
    String text(String key) {
      Object value = properties.get(key);
      return value == null ? "" : value.toString();
    }
  }
}
