// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import java.util.ArrayList;
import java.util.List;
import kasan.api.BadInputException;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * The command {@code start}: the framework's own takes numbers and addresses, where {@code stop}
 * and {@code update} take names. This one takes names of bundles that are there, too.
 */
public final class BundleStart implements Function {
  /** What users type. */
  public static final String NAME = "start";

  private static final String FRAMEWORKS_OWN = "felix:start";

  private final BundleContext context;

  /** Knows the bundles of a framework. */
  public BundleStart(BundleContext context) {
    this.context = context;
  }

  @Override
  public Object execute(CommandSession session, List<Object> arguments) throws Exception {
    var words = new ArrayList<Object>();
    for (Object argument : arguments) {
      words.add(numberOf(String.valueOf(argument)));
    }
    return ((Function) session.get(FRAMEWORKS_OWN)).execute(session, words);
  }

  private String numberOf(String word) {
    for (Bundle bundle : context.getBundles()) {
      if (word.equals(bundle.getSymbolicName())) {
        return Long.toString(bundle.getBundleId());
      }
    }
    if (word.contains(":") || word.startsWith("-") || word.matches("[0-9]+")) {
      return word;
    }
    throw new BadInputException(
        "no bundle has the name '" + word + "'; 'lb' lists them, and a jar is given as file:PATH");
  }
}
