// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Descriptor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** The verbs that exist right now: the commands of scope {@code kasan} in the service registry. */
final class Verbs {

  /** The scope of all our commands. */
  static final String SCOPE = "kasan";

  /** Where a command without a scope is looked for; ours come first. */
  static final String SEARCH_PATH = SCOPE + ":gogo:felix:*";

  private final BundleContext context;

  Verbs(BundleContext context) {
    this.context = context;
  }

  /** The verbs' names, in alphabetical order. */
  SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (ServiceReference<?> command : commands()) {
      names.addAll(functionsOf(command));
    }
    return names;
  }

  /** A sentence for each verb, empty where its author wrote no {@link Descriptor}. */
  SortedMap<String, String> summaries() {
    SortedMap<String, String> summaries = new TreeMap<>();
    for (ServiceReference<?> command : commands()) {
      Object service = context.getService(command);
      if (service != null) {
        for (String verb : functionsOf(command)) {
          summaries.put(verb, summary(service.getClass(), verb));
        }
        context.ungetService(command);
      }
    }
    return summaries;
  }

  private static String summary(Class<?> type, String verb) {
    for (Method method : type.getMethods()) {
      Descriptor descriptor = method.getAnnotation(Descriptor.class);
      // A verb is a method of its name, or a Function, whose only method is "execute"; a method
      // whose verb is a Java keyword begins with an underscore.
      if (descriptor != null && List.of(verb, "_" + verb, "execute").contains(method.getName())) {
        return descriptor.value();
      }
    }
    return "";
  }

  private Collection<? extends ServiceReference<?>> commands() {
    String filter = "(" + CommandProcessor.COMMAND_SCOPE + "=" + SCOPE + ")";
    try {
      ServiceReference<?>[] found = context.getAllServiceReferences(null, filter);
      return found == null ? Collections.emptyList() : List.of(found);
    } catch (InvalidSyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> functionsOf(ServiceReference<?> command) {
    Object functions = command.getProperty(CommandProcessor.COMMAND_FUNCTION);
    if (functions instanceof String[] many) {
      return List.of(many);
    }
    return functions == null ? List.of() : List.of(functions.toString());
  }
}
