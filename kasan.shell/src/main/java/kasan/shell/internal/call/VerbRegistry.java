// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import kasan.api.BadInputException;
import kasan.lab.api.foreign.Foreign;
import kasan.lab.api.wall.ForeignFailure;
import kasan.lab.api.wall.OneLine;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The verbs that are there right now. Each is a command of the shell's language in scope {@code
 * kasan}; none is constructed before it is called. Of two of one name the one with the higher
 * ranking is used, then the one that came first.
 */
@Component(service = VerbRegistry.class, immediate = true)
public final class VerbRegistry {
  /** The scope of all our commands. */
  public static final String SCOPE = "kasan";

  /** Where a command without a scope is looked for; ours come first. */
  public static final String SEARCH_PATH = SCOPE + ":gogo:felix:*";

  /** A start level: as long as the framework is not above it, nobody can call a command. */
  private static final String COMMANDS_ABOVE = "kasan.shell.commands.above";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final BundleContext context;
  private final ReporterRegistry reporters;
  private final ConstructionFailures failures;
  private final List<ServiceReference<Verb>> verbs = new CopyOnWriteArrayList<>();
  private final Map<String, ServiceRegistration<Function>> commands = new HashMap<>();
  private boolean active;

  /** For Declarative Services. */
  @Activate
  public VerbRegistry(
      BundleContext context,
      @Reference ReporterRegistry reporters,
      @Reference ConstructionFailures failures) {
    this.failures = failures;
    this.context = context;
    this.reporters = reporters;
  }

  @Activate
  void activate() {
    String above = context.getProperty(COMMANDS_ABOVE);
    FrameworkStartLevel level = context.getBundle(0).adapt(FrameworkStartLevel.class);
    if (above == null || level.getStartLevel() > Integer.parseInt(above)) {
      offerCommands();
    }
  }

  /** Makes commands of the verbs that are there, and of those that come. */
  public synchronized void offerCommands() {
    if (!active) {
      active = true;
      verbs.forEach(this::offer);
    }
  }

  /** Takes all commands back. */
  @Deactivate
  synchronized void deactivate() {
    active = false;
    commands.values().forEach(ServiceRegistration::unregister);
    commands.clear();
  }

  @Reference(
      service = Verb.class,
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "remove")
  synchronized void add(ServiceReference<Verb> verb) {
    verbs.add(verb);
    if (active) {
      offer(verb);
    }
  }

  synchronized void remove(ServiceReference<Verb> verb) {
    verbs.remove(verb);
    String name = name(verb);
    if (active && find(name) == null) {
      ServiceRegistration<Function> command = commands.remove(name);
      if (command != null) {
        command.unregister();
      }
    }
  }

  private void offer(ServiceReference<Verb> verb) {
    String name = name(verb);
    if (!NAME.matcher(name).matches()) {
      System.err.println(
          "kasan: a verb of bundle "
              + verb.getBundle().getSymbolicName()
              + " is left out: a name is lower case letters, digits and hyphens, not '"
              + name
              + "'");
      return;
    }
    commands.computeIfAbsent(
        name,
        free ->
            context.registerService(
                Function.class,
                (session, words) -> run(name, session, words),
                FrameworkUtil.asDictionary(
                    Map.of(
                        CommandProcessor.COMMAND_SCOPE,
                        SCOPE,
                        CommandProcessor.COMMAND_FUNCTION,
                        name))));
  }

  private static String name(ServiceReference<Verb> verb) {
    return verb.getProperty(VerbInfo.PREFIX_ + "name") instanceof String name ? name : "";
  }

  private @Nullable ServiceReference<Verb> find(String name) {
    ServiceReference<Verb> found = null;
    for (ServiceReference<Verb> verb : verbs) {
      if (name(verb).equals(name) && (found == null || verb.compareTo(found) > 0)) {
        found = verb;
      }
    }
    return found;
  }

  /** The verbs' names, in alphabetical order. */
  public SortedSet<String> names() {
    return new TreeSet<>(summaries().keySet());
  }

  /** A sentence for each verb, in the order of their names. */
  public SortedMap<String, String> summaries() {
    var summaries = new TreeMap<String, String>();
    for (ServiceReference<Verb> verb : verbs) {
      String name = name(verb);
      if (NAME.matcher(name).matches()) {
        summaries.put(name, summary(find(name)));
      }
    }
    return summaries;
  }

  private static String summary(@Nullable ServiceReference<Verb> verb) {
    Object summary = verb == null ? null : verb.getProperty(VerbInfo.PREFIX_ + "summary");
    return summary instanceof String words ? OneLine.of(words) : "";
  }

  /**
   * What calls a verb.
   *
   * @throws BadInputException when there is none of this name
   */
  public VerbCall call(String name) {
    ServiceReference<Verb> reference = find(name);
    if (reference == null) {
      throw BadInputException.unknownName("verb", name, names());
    }
    String bundle = String.valueOf(reference.getBundle().getSymbolicName());
    return new VerbCall(
        name,
        summary(reference),
        bundle,
        made(name, bundle, reference),
        reporters.now(),
        () -> context.ungetService(reference));
  }

  /** Its constructor is its author's code, too. */
  private Verb made(String name, String bundle, ServiceReference<Verb> reference) {
    Foreign<Verb> verb =
        Foreign.lazily(
            "verb '" + name + "'",
            bundle,
            () -> context.getService(reference),
            () -> failures.of(reference));
    try {
      return verb.service();
    } catch (ForeignFailure e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Calls a verb. */
  public Object run(String name, CommandSession session, List<?> words) throws Exception {
    try (VerbCall call = call(name)) {
      return call.run(session, words);
    }
  }
}
