// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verb;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.ExtensionKind;
import kasan.lab.api.Lab;
import kasan.shell.internal.start.BundledProject;
import kasan.shell.internal.start.SchemeProject;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The verb {@code new-scheme}: a function, since no method can have its name. */
@Component(
    service = NewSchemeVerb.class,
    property = {"osgi.command.scope=kasan", "osgi.command.function=new-scheme"})
public final class NewSchemeVerb implements Function {
  static final String SUMMARY = "Write a Maven project for a scheme of your own";

  private final BundleContext context;
  private final Lab lab;
  private final ReporterRegistry reporters;

  /** Takes what the verb works with. */
  @Activate
  public NewSchemeVerb(
      BundleContext context, @Reference Lab lab, @Reference ReporterRegistry reporters) {
    this.context = context;
    this.lab = lab;
    this.reporters = reporters;
  }

  /** Writes a project, or brings the laboratory's artifacts in one up to date. */
  @Override
  @Descriptor(SUMMARY)
  public Object execute(CommandSession session, List<Object> arguments) throws Exception {
    return Inquiry.run(
        synopsis(),
        reporters.now(),
        session,
        arguments,
        given -> new NewSchemeResult(write(given, session.currentDir()), bundles()));
  }

  /** Where the start script says that dropped jars are watched. */
  private String bundles() {
    String home = context.getProperty("kasan.home");
    return home == null ? "bundles" : Path.of(home, "bundles").toString();
  }

  private SchemeProject.Made write(Synopsis.Given given, Path directory) throws IOException {
    Path folder = directory.resolve(given.operand(0)).toAbsolutePath().normalize();
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

  static Synopsis synopsis() {
    return new Synopsis("new-scheme", SUMMARY)
        .operand("DIR", true, "folder of the project; made, or empty")
        .operand("NAME", false, "name of the scheme, such as lazy-free")
        .flag("--update", "give a project that is there the artifacts of this laboratory")
        .note("Status 0: written; 2: folder or name cannot be used, and nothing is written.");
  }
}
