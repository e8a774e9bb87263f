// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import kasan.lab.api.wall.ConstructionTrace;
import kasan.lab.internal.why.ComponentFile;
import kasan.lab.internal.why.Snapshot;
import kasan.lab.internal.why.Snapshot.BundleState;
import kasan.lab.internal.why.Snapshot.ComponentState;
import kasan.lab.internal.why.Snapshot.Condition;
import kasan.lab.internal.why.Snapshot.DeclaredComponent;
import kasan.lab.internal.why.Snapshot.Need;
import kasan.lab.internal.why.Snapshot.ServiceState;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Takes snapshots of the framework and of Declarative Services, as plain values. */
@Component(service = SnapshotComponent.class)
public final class SnapshotComponent {
  private static final String DESCRIPTIONS = "Service-Component";
  private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]*)\\)");

  private final BundleContext context;
  private final ServiceComponentRuntime components;
  private final DropInsComponent dropIns;

  /** Takes what tells of bundles and components. */
  @Activate
  public SnapshotComponent(
      BundleContext context,
      @Reference ServiceComponentRuntime components,
      @Reference DropInsComponent dropIns) {
    this.dropIns = dropIns;
    this.context = context;
    this.components = components;
  }

  /** What is there now. */
  Snapshot take() {
    List<BundleState> bundles = bundles();
    var states = new ArrayList<ComponentState>();
    for (ComponentDescriptionDTO description : components.getComponentDescriptionDTOs()) {
      states.add(component(description));
    }
    states.sort(Comparator.comparing(component -> component.declared().name()));
    return new Snapshot(bundles, states, services(), dropIns.notBundles());
  }

  /** What there is of bundles now, without their components and services, which take longer. */
  Snapshot takeBundles() {
    return new Snapshot(bundles(), List.of(), List.of(), dropIns.notBundles());
  }

  private List<BundleState> bundles() {
    dropIns.settle();
    var bundles = new ArrayList<BundleState>();
    for (Bundle bundle : context.getBundles()) {
      bundles.add(bundle(bundle));
    }
    return bundles;
  }

  /** Why the component behind a service could not be constructed; empty when nobody says. */
  String constructionFailure(Dictionary<String, Object> registration) {
    if (!(registration.get(ComponentConstants.COMPONENT_NAME) instanceof String name)
        || !(registration.get(Constants.SERVICE_BUNDLEID) instanceof Long id)) {
      return "";
    }
    Bundle bundle = context.getBundle(id);
    if (bundle == null) {
      return "";
    }
    ComponentDescriptionDTO description = components.getComponentDescriptionDTO(bundle, name);
    if (description == null) {
      return "";
    }
    for (ComponentConfigurationDTO each : components.getComponentConfigurationDTOs(description)) {
      if (each.failure != null) {
        return ConstructionTrace.words(each.failure);
      }
    }
    return "";
  }

  private BundleState bundle(Bundle bundle) {
    int state = bundle.getState();
    String failure = dropIns.failure(bundle);
    return new BundleState(
        bundle.getBundleId(),
        String.valueOf(bundle.getSymbolicName()),
        bundle.getVersion().toString(),
        failure.isEmpty() && (state == Bundle.ACTIVE || state == Bundle.STARTING),
        state == Bundle.INSTALLED ? missing(bundle) : List.of(),
        failure,
        declared(bundle));
  }

  /**
   * Components of a bundle that is not active, read from its files: Declarative Services knows only
   * those of active bundles.
   */
  private static List<DeclaredComponent> declared(Bundle bundle) {
    var all = new ArrayList<DeclaredComponent>();
    if (bundle.getState() == Bundle.ACTIVE) {
      return all;
    }
    String paths = bundle.getHeaders("").get(DESCRIPTIONS);
    if (paths == null) {
      return all;
    }
    for (String path : paths.split("\\s*,\\s*", -1)) {
      URL entry = bundle.getEntry(path);
      if (entry != null) {
        try (InputStream in = entry.openStream()) {
          all.add(ComponentFile.read(in));
        } catch (IOException | XMLStreamException e) {
          // Not readable: nothing can be said of this component.
        }
      }
    }
    return all;
  }

  /** Mandatory requirements that no installed bundle meets. */
  private List<String> missing(Bundle bundle) {
    var missing = new ArrayList<String>();
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    FrameworkWiring wiring = context.getBundle(0).adapt(FrameworkWiring.class);
    if (revision == null || wiring == null) {
      return missing;
    }
    for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
      Map<String, String> directives = requirement.getDirectives();
      boolean resolving =
          directives
              .getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE)
              .equals(Constants.EFFECTIVE_RESOLVE);
      boolean optional =
          Constants.RESOLUTION_OPTIONAL.equals(directives.get(Constants.RESOLUTION_DIRECTIVE));
      if (resolving && !optional && wiring.findProviders(requirement).isEmpty()) {
        missing.add(inWords(requirement.getNamespace(), directives));
      }
    }
    return missing;
  }

  /** A package by its name; anything else as the framework writes it. */
  private static String inWords(String namespace, Map<String, String> directives) {
    String filter = directives.getOrDefault(Constants.FILTER_DIRECTIVE, "");
    Matcher name = PACKAGE.matcher(filter);
    return namespace.equals(PackageNamespace.PACKAGE_NAMESPACE) && name.find()
        ? "package " + name.group(1) + (filter.equals(name.group()) ? "" : " " + filter)
        : namespace + " " + filter;
  }

  /** Somebody else's service may name a type twice. */
  private static SortedSet<String> setOf(String[] names) {
    return new TreeSet<>(List.of(names));
  }

  private ComponentState component(ComponentDescriptionDTO description) {
    var properties = new HashMap<String, String>();
    description.properties.forEach(
        (key, value) ->
            properties.put(
                key,
                value instanceof String[] several
                    ? String.join("\n", several)
                    : String.valueOf(value)));
    var declared =
        new DeclaredComponent(
            description.name, setOf(description.serviceInterfaces), Map.copyOf(properties));
    long bundle = description.bundle.id;
    if (!components.isComponentEnabled(description)) {
      return new ComponentState(
          declared, bundle, Condition.DISABLED, "", uses(description), List.of());
    }
    Collection<ComponentConfigurationDTO> configurations =
        components.getComponentConfigurationDTOs(description);
    if (configurations.isEmpty()) {
      return new ComponentState(
          declared, bundle, Condition.WAITS_FOR_CONFIGURATION, "", uses(description), List.of());
    }
    ComponentConfigurationDTO configuration = configurations.iterator().next();
    return new ComponentState(
        declared,
        bundle,
        condition(configuration.state),
        configuration.failure == null ? "" : configuration.failure,
        uses(description),
        needs(description, configuration));
  }

  private static List<Need> uses(ComponentDescriptionDTO description) {
    var uses = new ArrayList<Need>();
    for (ReferenceDTO reference : description.references) {
      uses.add(new Need(reference.interfaceName, reference.target == null ? "" : reference.target));
    }
    return uses;
  }

  private static Condition condition(int state) {
    return switch (state) {
      case ComponentConfigurationDTO.SATISFIED, ComponentConfigurationDTO.ACTIVE ->
          Condition.SATISFIED;
      case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Condition.WAITS_FOR_CONFIGURATION;
      case ComponentConfigurationDTO.FAILED_ACTIVATION -> Condition.FAILED;
      default -> Condition.WAITS_FOR_SERVICES;
    };
  }

  private static List<Need> needs(
      ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
    var needs = new ArrayList<Need>();
    for (UnsatisfiedReferenceDTO unsatisfied : configuration.unsatisfiedReferences) {
      for (ReferenceDTO reference : description.references) {
        if (reference.name.equals(unsatisfied.name)) {
          needs.add(
              new Need(
                  reference.interfaceName, unsatisfied.target == null ? "" : unsatisfied.target));
        }
      }
    }
    return needs;
  }

  private List<ServiceState> services() {
    var services = new ArrayList<ServiceState>();
    ServiceReference<?>[] all;
    try {
      all = context.getAllServiceReferences(null, null);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
    for (ServiceReference<?> reference : all == null ? new ServiceReference<?>[0] : all) {
      var properties = new HashMap<String, Object>();
      for (String key : reference.getPropertyKeys()) {
        properties.put(key, reference.getProperty(key));
      }
      Bundle bundle = reference.getBundle();
      services.add(
          new ServiceState(
              setOf((String[]) reference.getProperty(Constants.OBJECTCLASS)),
              bundle == null ? -1 : bundle.getBundleId(),
              properties));
    }
    return services;
  }
}
