// SPDX-License-Identifier: Apache-2.0
package kasan.lab.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.why.DropInFile;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Starts the bundles that FileInstall installs out of the folder of drop-ins, each through the
 * wall: an activator is its author's code, and one that throws or hangs keeps nothing else from
 * starting. They are started when FileInstall has refreshed them: what was started before would be
 * stopped by that once more, and FileInstall would wait for ever for one that hangs. Where
 * FileInstall starts them itself there is nothing to do.
 */
@Component(service = DropInsComponent.class, immediate = true)
public final class DropInsComponent implements BundleListener, FrameworkListener {
  /** Folders, between commas, that FileInstall watches. */
  private static final String WATCHED = "felix.fileinstall.dir";

  /** False where FileInstall is told to leave the start of what it installs to others. */
  private static final String STARTS = "felix.fileinstall.bundles.new.start";

  private final BundleContext context;
  private final Map<Long, String> failures = new ConcurrentHashMap<>();

  /** Starts what is there, and what comes. */
  @Activate
  public DropInsComponent(BundleContext context) {
    this.context = context;
    if ("false".equals(context.getProperty(STARTS))) {
      context.addBundleListener(this);
      context.addFrameworkListener(this);
    }
  }

  @Deactivate
  void stop() {
    context.removeFrameworkListener(this);
    context.removeBundleListener(this);
  }

  private List<Path> folders() {
    String watched = context.getProperty(WATCHED);
    return watched == null ? List.of() : Stream.of(watched.split(",", -1)).map(Path::of).toList();
  }

  private boolean isDropIn(Bundle bundle) {
    return folders().stream().anyMatch(folder -> bundle.getLocation().startsWith(location(folder)));
  }

  /** As FileInstall writes it. */
  private static String location(Path path) {
    return path.toFile().toURI().toString();
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    if (event.getType() == BundleEvent.UNINSTALLED || event.getType() == BundleEvent.UPDATED) {
      failures.remove(event.getBundle().getBundleId());
    }
  }

  @Override
  public void frameworkEvent(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
      var later = new Thread(this::settle, "kasan drop-ins"); // other events are not to wait
      later.setDaemon(true);
      later.start();
    }
  }

  /**
   * Starts what is there and can be started, all of it: others may have waited for what one
   * exports.
   */
  synchronized void settle() {
    if (!"false".equals(context.getProperty(STARTS))) {
      return;
    }
    for (Bundle bundle : context.getBundles()) {
      if (isDropIn(bundle)
          && (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
          && bundle.getHeaders("").get(Constants.FRAGMENT_HOST) == null
          && !failures.containsKey(bundle.getBundleId())) {
        start(bundle);
      }
    }
  }

  private void start(Bundle bundle) {
    String who = "the activator of bundle " + bundle.getSymbolicName();
    try {
      ForeignCalls.ask(activator(who), () -> started(bundle));
    } catch (ForeignFailure e) {
      failures.put(bundle.getBundleId(), e.reason());
    } catch (RuntimeException e) {
      failures.put(bundle.getBundleId(), String.valueOf(e.getMessage()));
    }
  }

  private static ForeignCode activator(String who) {
    return new ForeignCode() {
      @Override
      public String who() {
        return who;
      }

      @Override
      public Object code() {
        return this; // none of its objects is known
      }

      @Override
      public String bundle() {
        return "";
      }
    };
  }

  private static Bundle started(Bundle bundle) {
    try {
      bundle.start(Bundle.START_TRANSIENT | Bundle.START_ACTIVATION_POLICY);
    } catch (BundleException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      } else if (e.getCause() instanceof Error error) {
        throw error;
      } else if (e.getType() != BundleException.RESOLVE_ERROR) {
        throw new BadInputException("cannot be used: " + e.getMessage(), e);
      } // which package is missing the bundle's state tells
    }
    return bundle;
  }

  /** What the activator of a bundle did wrong, as the end of a sentence; empty for nothing. */
  String failure(Bundle bundle) {
    return failures.getOrDefault(bundle.getBundleId(), "");
  }

  /** Jars that lie there and are no bundles. */
  List<DropInFile> notBundles() {
    Set<String> taken = new HashSet<>();
    for (Bundle bundle : context.getBundles()) {
      taken.add(bundle.getLocation());
    }
    var others = new ArrayList<DropInFile>();
    for (Path folder : folders()) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
            .filter(file -> !taken.contains(location(file)))
            .sorted()
            .forEach(file -> others.add(DropInFile.of(file)));
      } catch (IOException e) {
        // No such folder: nothing was dropped into it.
      }
    }
    return others;
  }
}
