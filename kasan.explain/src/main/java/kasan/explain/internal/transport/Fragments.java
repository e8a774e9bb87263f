// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Puts together again what the extended format of netconsole sends in several packets. */
final class Fragments {
  /** {@code 4,103,2732714,-,ncfrag=0/1187;text}: where the text lies in the whole, of how much. */
  private static final Pattern FRAGMENT =
      Pattern.compile("(.*),ncfrag=(\\d{1,6})/(\\d{1,6})(;)(.*)", Pattern.DOTALL);

  private final StringBuilder open = new StringBuilder();

  /** A line that is whole, with what came before it; null for one of which more is to come. */
  @Nullable String joined(String line) {
    if (line.indexOf(",ncfrag=") < 0) {
      return line;
    }
    Matcher fragment = FRAGMENT.matcher(line);
    if (!fragment.matches()) {
      return line;
    }
    String text = fragment.group(5);
    int offset = Integer.parseInt(fragment.group(2));
    if (offset == 0) {
      open.setLength(0);
      open.append(fragment.group(1)).append(';');
    }
    open.append(text);
    if (offset + text.length() < Integer.parseInt(fragment.group(3))) {
      return null;
    }
    String whole = open.toString();
    open.setLength(0);
    return whole;
  }
}
