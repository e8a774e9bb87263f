// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.nio.file.Path;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.internal.start.BundledProject;
import kasan.shell.internal.start.SchemeProject;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes a project, or brings the laboratory's artifacts in one up to date. */
@Component
@VerbInfo(name = "new-scheme", summary = "Write a Maven project for a scheme of your own")
public final class NewSchemeVerb implements Verb {
  private final BundleContext context;
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public NewSchemeVerb(BundleContext context, @Reference Lab lab) {
    this.context = context;
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required("DIR", "folder of the project; made, or empty", Words.FILES)
        .operand("NAME", "name of the scheme, such as lazy-free", Words.NONE)
        .flag("--update", "give a project that is there the artifacts of this laboratory")
        .note("Status 0: written; 2: folder or name cannot be used, and nothing is written.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws IOException {
    return new NewSchemeResult(write(given, session.path(given.operand(0))), bundles());
  }

  /** Where the start script says that dropped jars are watched. */
  private String bundles() {
    String home = context.getProperty("kasan.home");
    return home == null ? "bundles" : Path.of(home, "bundles").toString();
  }

  private SchemeProject.Made write(Arguments given, Path folder) throws IOException {
    String name = given.operand(1);
    SchemeProject project = BundledProject.in(context.getBundle());
    if (given.flag("--update")) {
      if (!name.isEmpty()) {
        throw new BadInputException("new-scheme --update takes DIR alone, not also '" + name + "'");
      }
      return project.update(folder);
    }
    if (name.isEmpty()) {
      throw new BadInputException("new-scheme needs NAME, the name of the scheme");
    }
    return project.create(folder, name, lab.names(ExtensionKind.SCHEMES));
  }
}
