// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.io.InputStream;
import java.nio.file.Path;
import kasan.lab.api.Progress;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** Where a verb was typed: on the command line, in a script, or at the prompt. */
@ProviderType
public interface VerbSession {
  /** The directory that relative paths start from; absolute. */
  Path directory();

  /**
   * A path as the user wrote it, seen from {@link #directory()}.
   *
   * @throws kasan.api.BadInputException when no file can have such a name
   */
  Path path(String given);

  /** What is piped into the verb, or typed. */
  InputStream input();

  /**
   * True at the prompt and in a script, where what was started can be acted on later; false on the
   * command line, where the process ends with the verb.
   */
  boolean goesOn();

  /**
   * A line on the terminal that shows how far long work is; gone when the verb ends. Nothing is
   * shown where standard error is no terminal.
   *
   * @param unit of what is counted, such as {@code events}
   */
  Progress progress(String unit);

  /**
   * The user's terminal as a screen to repaint.
   *
   * @return null where results do not go to a terminal, or to one that can only print
   */
  @Nullable Screen screen();

  /** Tells the user a line meanwhile, on standard error. */
  void tell(String line);
}
