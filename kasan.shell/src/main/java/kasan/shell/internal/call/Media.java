// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import kasan.api.report.Medium;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/** What a verb's result is printed on. */
public final class Media {
  /** Variable of a session that holds a supplier of the {@link Medium} of its terminal. */
  public static final String TERMINAL = ".kasan.medium";

  private static final int STANDARD_OUTPUT = 1;

  private Media() {}

  /** The terminal of a session, unless what is printed goes into a file or to another command. */
  public static Medium of(CommandSession session) {
    Process process = Process.Utils.current();
    if (process != null && !process.isTty(STANDARD_OUTPUT)) {
      return Medium.FILE;
    }
    return session.get(TERMINAL) instanceof Medium medium ? medium : Medium.FILE;
  }
}
