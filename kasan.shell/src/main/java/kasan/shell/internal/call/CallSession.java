// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import kasan.api.BadInputException;
import kasan.api.report.Medium;
import kasan.lab.api.Progress;
import kasan.shell.verb.Screen;
import kasan.shell.verb.VerbSession;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;
import org.jspecify.annotations.Nullable;

/** A verb's surroundings, as a session of the shell's language gives them. */
public final class CallSession implements VerbSession, AutoCloseable {
  /** Variable of a session that ends with its verb. */
  public static final String ENDS_WITH_VERB = ".kasan.ends.with.verb";

  private final CommandSession session;
  private @Nullable TerminalProgress progress;

  CallSession(CommandSession session) {
    this.session = session;
  }

  @Override
  public Path directory() {
    return session.currentDir().toAbsolutePath();
  }

  @Override
  public Path path(String given) {
    try {
      return directory().resolve(given).normalize();
    } catch (InvalidPathException e) {
      throw new BadInputException("'" + given + "' is no path", e);
    }
  }

  @Override
  public InputStream input() {
    Process process = Process.Utils.current();
    return process == null ? session.getKeyboard() : process.in();
  }

  @Override
  public boolean goesOn() {
    return session.get(ENDS_WITH_VERB) == null;
  }

  @Override
  public Progress progress(String unit) {
    close();
    progress = TerminalProgress.onStandardError(unit);
    return progress;
  }

  @Override
  public @Nullable Screen screen() {
    return Media.of(session).equals(Medium.FILE) ? null : TerminalScreen.open();
  }

  @Override
  public void tell(String line) {
    TerminalProgress shown = progress;
    (shown == null ? TerminalProgress.onStandardError("") : shown).line("kasan: " + line);
  }

  /** Takes the line of progress away. */
  @Override
  public void close() {
    TerminalProgress shown = progress;
    if (shown != null) {
      shown.close();
    }
  }
}
