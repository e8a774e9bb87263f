// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import java.util.List;
import java.util.regex.Pattern;

/** A verb and its words as one types them into a POSIX shell to get the same again. */
final class CommandText {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private CommandText() {}

  static String of(String verb, List<String> words) {
    var command = new StringBuilder("./kasan ").append(verb);
    for (String word : words) {
      command.append(' ').append(quoted(word));
    }
    return command.toString();
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
