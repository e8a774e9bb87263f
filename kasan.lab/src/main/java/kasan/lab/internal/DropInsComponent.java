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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import kasan.api.BadInputException;
import kasan.lab.api.wall.ForeignCalls;
import kasan.lab.api.wall.ForeignCode;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.internal.why.DropInFile;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * Starts the bundles that FileInstall installs out of the folder of drop-ins, each through the
 * wall: an activator is its author's code, and one that throws or hangs keeps nothing else from
 * starting. They are started when FileInstall has refreshed them: what was started before would be
 * stopped by that once more, and FileInstall would wait for ever for one that hangs. Where
 * FileInstall starts them itself there is nothing to do.
 *
 * <p>FileInstall stops a bundle on its own thread. One that does not come back from that keeps what
 * is dropped in after it waiting; it is only noted.
 */
@Component(service = DropInsComponent.class, immediate = true)
public final class DropInsComponent implements SynchronousBundleListener, FrameworkListener {
  /** Folders, between commas, that FileInstall watches. */
  private static final String WATCHED = "felix.fileinstall.dir";

  /** A bundle that stops for longer hangs. */
  private static final int STOP_SECONDS = 5;

  /** False where FileInstall is told to leave the start of what it installs to others. */
  private static final String STARTS = "felix.fileinstall.bundles.new.start";

  private final BundleContext context;
  private final List<Path> folders = new ArrayList<>();
  private final List<String> locations = new ArrayList<>();
  private final Map<Long, String> failures = new ConcurrentHashMap<>();
  private final Map<Long, Stop> stops = new ConcurrentHashMap<>();

  /**
   * A bundle that is being stopped, and since when. Declarative Services hears of it before us, so
   * that we may only come to see it.
   *
   * @param thread that stops it; null where that is not known
   */
  private record Stop(@Nullable Thread thread, long nanos) {}

  /** Starts what is there, and what comes. */
  @Activate
  public DropInsComponent(BundleContext context) {
    this.context = context;
    String watched = context.getProperty(WATCHED);
    for (String each : watched == null ? new String[0] : watched.split(",", -1)) {
      Path folder = Path.of(each);
      folders.add(folder);
      locations.add(location(folder));
    }
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

  private boolean isDropIn(Bundle bundle) {
    for (String location : locations) {
      if (bundle.getLocation().startsWith(location)) {
        return true;
      }
    }
    return false;
  }

  /** As FileInstall writes it. */
  private static String location(Path path) {
    return path.toFile().toURI().toString();
  }

  @Override
  public void bundleChanged(BundleEvent event) {
    long id = event.getBundle().getBundleId();
    if (event.getType() == BundleEvent.STOPPING && isDropIn(event.getBundle())) {
      stops.put(id, new Stop(Thread.currentThread(), System.nanoTime()));
    } else if (event.getType() == BundleEvent.STOPPED) {
      stops.remove(id);
    }
    if (event.getType() == BundleEvent.UNINSTALLED || event.getType() == BundleEvent.UPDATED) {
      failures.remove(id);
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
    String before = "could not be started: its activator ";
    try {
      ForeignCalls.ask(activator(bundle), () -> started(bundle));
    } catch (ForeignFailure e) {
      failures.put(bundle.getBundleId(), before + e.reason());
    } catch (RuntimeException e) {
      failures.put(bundle.getBundleId(), before + e.getMessage());
    }
  }

  private static ForeignCode activator(Bundle bundle) {
    String who = "the activator of bundle " + bundle.getSymbolicName();
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
    long id = bundle.getBundleId();
    if (bundle.getState() == Bundle.STOPPING && isDropIn(bundle)) {
      stops.putIfAbsent(id, new Stop(null, System.nanoTime()));
    }
    Stop stop = stops.get(id);
    return stop == null || seconds(stop) < STOP_SECONDS
        ? failures.getOrDefault(id, "")
        : "could not be stopped: its code "
            + ForeignFailure.hung(activator(bundle), (int) seconds(stop), stack(bundle, stop))
                .reason();
  }

  /** Where its code is: that of the thread that stops it, or of one that runs classes of it. */
  private static StackTraceElement[] stack(Bundle bundle, Stop stop) {
    Thread known = stop.thread();
    if (known != null) {
      return known.getStackTrace();
    }
    for (StackTraceElement[] stack : Thread.getAllStackTraces().values()) {
      boolean stops = false;
      boolean itsOwn = false;
      for (StackTraceElement frame : stack) {
        stops |= frame.getMethodName().equals("stopBundle");
        itsOwn |= bundle.getEntry(frame.getClassName().replace('.', '/') + ".class") != null;
      }
      if (stops && itsOwn) {
        return stack;
      }
    }
    return new StackTraceElement[0];
  }

  private static long seconds(Stop stop) {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - stop.nanos());
  }

  /** The bundle that FileInstall waits for; empty where it waits for none. */
  private String holding() {
    for (Bundle bundle : context.getBundles()) {
      Stop stop = stops.get(bundle.getBundleId());
      if (stop != null && seconds(stop) >= STOP_SECONDS) {
        return bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]";
      }
    }
    return "";
  }

  /** Jars that lie there and are no bundles. */
  List<DropInFile> notBundles() {
    Set<String> taken = new HashSet<>();
    for (Bundle bundle : context.getBundles()) {
      taken.add(bundle.getLocation());
    }
    var others = new ArrayList<DropInFile>();
    String holding = holding();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
            .filter(file -> !taken.contains(location(file)))
            .sorted()
            .forEach(
                file ->
                    others.add(
                        holding.isEmpty()
                            ? DropInFile.of(file)
                            : DropInFile.waiting(file, holding)));
      } catch (IOException e) {
        // No such folder: nothing was dropped into it.
      }
    }
    return others;
  }
}
