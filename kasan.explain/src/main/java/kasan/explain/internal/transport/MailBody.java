// SPDX-License-Identifier: Apache-2.0
package kasan.explain.internal.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what mail does to a body: quoted-printable and base64, as the header {@code
 * Content-Transfer-Encoding} of a message or part says. It holds to the next such header, boundary
 * or message. A line of {@code =3D=3D=3D} begins quoted-printable without a header: a body alone.
 */
final class MailBody {
  private static final String HEADER = "content-transfer-encoding:";
  private static final int MAX_CHARS = 1 << 13;

  private enum Encoding {
    PLAIN,
    QUOTED,
    BASE64
  }

  private Encoding encoding = Encoding.PLAIN;

  /** What the next blank line begins. */
  private @Nullable Encoding announced;

  private final StringBuilder open = new StringBuilder();
  private final Deque<String> lines = new ArrayDeque<>();

  /** Whether bodies may hide a report from a search. */
  boolean hidesText() {
    return encoding == Encoding.BASE64 || announced != null || open.length() > 0;
  }

  /** Whether lines are what they seem, as long as none says another thing. */
  boolean isPlain() {
    return encoding == Encoding.PLAIN && announced == null;
  }

  /** Whether a line says nothing about mail, so that it need not be taken. */
  boolean passes(String line) {
    if (!isPlain()) {
      return false;
    }
    if (line.isEmpty()) {
      return true;
    }
    char first = line.charAt(0);
    return first != 'C' && first != 'c' && line.indexOf("=3D=3D") < 0;
  }

  /** Takes a line of the file; what it completes is given by {@link #next}. */
  void take(String line) {
    if (line.startsWith("From ") || line.startsWith("--") && encoding != Encoding.PLAIN) {
      flush();
      encoding = Encoding.PLAIN;
      announced = null;
    }
    if (line.length() > HEADER.length()
        && (line.charAt(0) == 'C' || line.charAt(0) == 'c')
        && line.regionMatches(true, 0, HEADER, 0, HEADER.length())) {
      flush();
      announced = named(line.substring(HEADER.length()).strip().toLowerCase(Locale.ROOT));
      encoding = Encoding.PLAIN;
    } else if (announced != null && line.isEmpty()) {
      encoding = announced;
      announced = null;
    }
    switch (encoding) {
      case QUOTED -> quoted(line);
      case BASE64 -> base64(line);
      default -> {
        if (line.contains("=3D=3D=3D=3D")) {
          encoding = Encoding.QUOTED;
          quoted(line);
        } else {
          lines.add(line);
        }
      }
    }
  }

  private static @Nullable Encoding named(String name) {
    return switch (name) {
      case "quoted-printable" -> Encoding.QUOTED;
      case "base64" -> Encoding.BASE64;
      default -> null;
    };
  }

  private void quoted(String line) {
    String text = line.stripTrailing();
    boolean goesOn = text.endsWith("=") && !isRule(text) && open.length() < MAX_CHARS;
    open.append(goesOn ? text.substring(0, text.length() - 1) : line);
    if (!goesOn) {
      lines.add(decoded(open.toString()));
      open.setLength(0);
    }
  }

  /** A body that only looks like quoted-printable has rules of plain equal signs. */
  private static boolean isRule(String text) {
    return text.endsWith("====");
  }

  private static String decoded(String text) {
    if (text.indexOf('=') < 0) {
      return text;
    }
    StringBuilder bytes = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=' && i + 2 < text.length()) {
        int high = Character.digit(text.charAt(i + 1), 16);
        int low = Character.digit(text.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          bytes.append((char) (high << 4 | low));
          i += 2;
          continue;
        }
      }
      bytes.append(c < 256 ? c : '?');
    }
    return new String(bytes.toString().getBytes(ISO_8859_1), UTF_8);
  }

  private void base64(String line) {
    byte[] bytes;
    try {
      bytes = Base64.getMimeDecoder().decode(line.strip());
    } catch (IllegalArgumentException e) {
      flush();
      encoding = Encoding.PLAIN;
      lines.add(line);
      return;
    }
    String text = new String(bytes, ISO_8859_1);
    int from = 0;
    for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      open.append(text, from, at);
      flush();
      from = at + 1;
    }
    open.append(text, from, text.length());
    if (open.length() > MAX_CHARS) {
      flush();
    }
  }

  /** Ends the line that is open. */
  void flush() {
    if (open.length() > 0) {
      String text = open.toString();
      lines.add(
          encoding == Encoding.BASE64
              ? new String(text.getBytes(ISO_8859_1), UTF_8)
              : decoded(text));
      open.setLength(0);
    }
  }

  /** The next line that is whole; null for none. */
  @Nullable String next() {
    return lines.poll();
  }
}
