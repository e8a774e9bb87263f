// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kasan.api.report.Result;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Names the product, the framework and the Java VM that it runs on. */
@Component
@VerbInfo(
    name = "version",
    summary = "Print the version of the product, of the framework and of Java")
public final class VersionVerb implements Verb {
  private final BundleContext context;

  /** For Declarative Services. */
  @Activate
  public VersionVerb(BundleContext context) {
    this.context = context;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY;
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    Bundle framework = context.getBundle(0);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("kasan", context.getBundle().getVersion().toString());
    tree.put("framework", framework.getSymbolicName() + " " + framework.getVersion());
    tree.put("java", Runtime.version().toString());
    return new Lines(
        "version",
        tree,
        List.of(
            "kasan "
                + tree.get("kasan")
                + ", "
                + tree.get("framework")
                + ", Java "
                + tree.get("java")));
  }
}
