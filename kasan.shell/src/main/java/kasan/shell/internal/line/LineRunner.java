// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.line;

import org.apache.felix.service.command.CommandSession;

/** Runs lines that users give, one after the other. */
@FunctionalInterface
public interface LineRunner {
  /**
   * Runs one.
   *
   * @param replies where its value is printed
   * @return its status
   */
  int run(CommandSession session, String line, Replies replies) throws Exception;
}
