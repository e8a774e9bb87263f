// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;
import kasan.api.BadInputException;
import kasan.api.report.Result;
import kasan.lab.api.Progress;
import kasan.lab.api.finding.Explainer;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Explains every report of a log. */
@Component
@VerbInfo(name = "explain", summary = "Say in words what the KASAN reports in a kernel's log mean")
public final class ExplainVerb implements Verb {
  private static final String STANDARD_INPUT = "-";
  private static final String GROUP = "--group";
  private static final String VMLINUX = "--vmlinux";
  private static final String MODULES = "--modules";

  private final Explainer explainer;

  /** For Declarative Services. */
  @Activate
  public ExplainVerb(@Reference Explainer explainer) {
    this.explainer = explainer;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required(
            "FILE",
            "text of dmesg, a serial console, syslog, the journal or a mail, of any kernel from 4.0"
                + " on; .gz, .zst, .xz, .bz2 too; '-' for the standard input",
            Words.FILES)
        .flag(GROUP, "put reports of one bug together, with the first and the last of them")
        .option(
            VMLINUX,
            "FILE",
            "the kernel's image with debug information: adds files, lines, inlined callers and the"
                + " member of the object",
            Words.FILES)
        .option(MODULES, "DIR", "the modules of that kernel, for frames in them", Words.FILES)
        .note("Status 0: explained; 2: bad request, or no report in FILE.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) throws IOException {
    String name = given.operand(0);
    Explainer.Options options = options(given, session::path);
    return name.equals(STANDARD_INPUT)
        ? explainer.explain(Path.of(STANDARD_INPUT), input(session), options)
        : explain(explainer, name, session.path(name), options, session.progress("kB"));
  }

  /** At the prompt it is the keyboard, where nothing is to be printed meanwhile. */
  private static InputStream input(VerbSession session) {
    return session.goesOn()
        ? session.input()
        : new ShownInput(session.input(), 0, session.progress("kB"));
  }

  /** What was asked for; paths as the session resolves them. */
  static Explainer.Options options(Arguments given, Function<String, Path> paths) {
    return new Explainer.Options(
        given.flag(GROUP), path(given, VMLINUX, paths), path(given, MODULES, paths));
  }

  private static @Nullable Path path(Arguments given, String option, Function<String, Path> paths) {
    String name = given.option(option);
    return name.isEmpty() ? null : paths.apply(name);
  }

  /**
   * Explains a file.
   *
   * @param given the file as the user wrote it, which is how messages call it
   * @throws BadInputException when it cannot be read, or holds no report
   */
  static Result explain(
      Explainer explainer, String given, Path file, Explainer.Options options, Progress progress)
      throws IOException {
    if (Files.isDirectory(file)) {
      throw new BadInputException(given + ": is a directory, expected the log of a kernel");
    }
    try (InputStream text =
        new ShownInput(Files.newInputStream(file), Files.size(file), progress)) {
      return explainer.explain(Path.of(given), text, options);
    } catch (NoSuchFileException e) {
      throw new BadInputException(given + ": no such file, expected the log of a kernel", e);
    } catch (AccessDeniedException e) {
      throw new BadInputException(given + ": permission denied", e);
    }
  }
}
