// SPDX-License-Identifier: Apache-2.0
package kasan.web.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.web.internal.api.Bundles;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Bundles that extend the laboratory: by the services that they register, which are remembered when
 * they stop, and by those that they declare.
 */
@Component(service = Bundles.class)
public final class BundlesComponent implements Bundles {
  private static final String SERVICES = "osgi.service";

  private final BundleContext context;

  /** What the bundles of these numbers have registered. */
  private final Map<Long, TreeSet<String>> extensions = new LinkedHashMap<>();

  /** Looks which there are. */
  @Activate
  public BundlesComponent(BundleContext context) {
    this.context = context;
    look();
  }

  private synchronized void look() {
    for (ExtensionKind kind : ExtensionKind.values()) {
      try {
        ServiceReference<?>[] found =
            context.getAllServiceReferences(kind.service().getName(), null);
        for (ServiceReference<?> each : found == null ? new ServiceReference<?>[0] : found) {
          Bundle bundle = each.getBundle();
          Object name = each.getProperty(kind.nameKey());
          if (bundle != null && name != null) {
            extensions
                .computeIfAbsent(bundle.getBundleId(), id -> new TreeSet<>())
                .add(kind.word() + " " + name);
          }
        }
      } catch (InvalidSyntaxException e) {
        throw new IllegalStateException(e); // there is no filter
      }
    }
  }

  private synchronized List<String> of(Bundle bundle) {
    TreeSet<String> seen = extensions.get(bundle.getBundleId());
    return seen == null ? declared(bundle) : List.copyOf(seen);
  }

  /** What a bundle that has never been active here says that it will register. */
  private static List<String> declared(Bundle bundle) {
    var kinds = new TreeSet<String>();
    BundleRevision revision = bundle.adapt(BundleRevision.class);
    if (revision != null) {
      for (BundleCapability each : revision.getDeclaredCapabilities(SERVICES)) {
        Object classes = each.getAttributes().get(Constants.OBJECTCLASS);
        for (ExtensionKind kind : ExtensionKind.values()) {
          if (classes instanceof List<?> all && all.contains(kind.service().getName())) {
            kinds.add(kind.word());
          }
        }
      }
    }
    return List.copyOf(kinds);
  }

  @Override
  public List<Map<String, Object>> list() {
    look();
    var rows = new ArrayList<Map<String, Object>>();
    for (Bundle bundle : context.getBundles()) {
      List<String> what = of(bundle);
      if (!what.isEmpty()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", String.valueOf(bundle.getSymbolicName()));
        row.put("version", bundle.getVersion().toString());
        row.put("state", state(bundle));
        row.put("extensions", what);
        rows.add(row);
      }
    }
    rows.sort(Comparator.comparing(row -> String.valueOf(row.get("name"))));
    return rows;
  }

  private static String state(Bundle bundle) {
    return switch (bundle.getState()) {
      case Bundle.ACTIVE -> "active";
      case Bundle.STARTING -> "starting";
      case Bundle.STOPPING -> "stopping";
      case Bundle.INSTALLED -> "installed";
      case Bundle.UNINSTALLED -> "uninstalled";
      default -> "resolved";
    };
  }

  @Override
  public void start(String name) {
    try {
      named(name).start();
    } catch (BundleException | IllegalStateException e) {
      throw new BadInputException(name + " does not start: " + line(e), e);
    }
  }

  @Override
  public void stop(String name) {
    try {
      named(name).stop();
    } catch (BundleException | IllegalStateException e) {
      throw new BadInputException(name + " does not stop: " + line(e), e);
    }
  }

  private static String line(Exception e) {
    return String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", "; ");
  }

  private Bundle named(String name) {
    look();
    List<Bundle> all = Stream.of(context.getBundles()).filter(b -> !of(b).isEmpty()).toList();
    return all.stream()
        .filter(bundle -> name.equals(bundle.getSymbolicName()))
        .findFirst()
        .orElseThrow(
            () ->
                BadInputException.unknownName(
                    "bundle with extensions",
                    name,
                    all.stream().map(Bundle::getSymbolicName).toList()));
  }
}
