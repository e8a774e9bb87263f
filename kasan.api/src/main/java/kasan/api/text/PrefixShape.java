// SPDX-License-Identifier: Apache-2.0
package kasan.api.text;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands in front of each line of a log, learned from one line: runs of letters and digits,
 * blanks, and signs that stay.
 *
 * <p>Numbers may change, also those of eight hexadecimal digits and more, and blanks in front of
 * them may come and go as they grow. Words stay the same, until {@link #widen} shows that they do
 * not. Blanks at the end are counted, because what follows them may be indented. Of one thread.
 */
public final class PrefixShape {
  /** What has so many is a number, though letters are in it. */
  private static final int HEX_DIGITS = 8;

  private enum Kind {
    NUMBER,
    WORD,
    SIGN,
    BLANK,
    /** Letters and digits together. */
    RUN
  }

  private static final class Token {
    private final Kind kind;
    private final String text;
    private final boolean hex;
    private boolean varies;

    Token(Kind kind, String text, boolean hex) {
      this.kind = kind;
      this.text = text;
      this.hex = hex;
    }

    /** Where the run of this kind ends that begins at a place. */
    int end(String line, int from) {
      if (hex) {
        return hexEnd(line, from);
      }
      int at = from;
      while (at < line.length()
          && (kind == Kind.RUN ? run(line.charAt(at)) : kind(line.charAt(at))) == kind) {
        at++;
      }
      return at;
    }

    boolean isFixed() {
      return (kind == Kind.WORD || kind == Kind.RUN) && !varies;
    }
  }

  private final List<Token> tokens = new ArrayList<>();
  private final int trailingBlanks;
  private final boolean telling;
  private final String learned;
  private final String quote;

  private PrefixShape(String prefix) {
    int end = prefix.length();
    while (end > 0 && prefix.charAt(end - 1) == ' ') {
      end--;
    }
    this.trailingBlanks = prefix.length() - end;
    boolean digits = false;
    for (int at = 0; at < end; ) {
      int from = at;
      boolean hex = isHexNumber(prefix, at);
      Kind kind = hex ? Kind.NUMBER : kind(prefix.charAt(at));
      do {
        at++;
      } while (kind != Kind.SIGN
          && at < end
          && (hex ? isHex(prefix.charAt(at)) : kind(prefix.charAt(at)) == kind));
      tokens.add(new Token(kind, prefix.substring(from, at), hex));
      digits |= kind == Kind.NUMBER;
    }
    this.learned = prefix;
    this.telling = digits && tokens.size() >= 3;
    this.quote = quoteOf(prefix);
  }

  /** The shape of a prefix. */
  public static PrefixShape of(String prefix) {
    return new PrefixShape(prefix);
  }

  private static String quoteOf(String prefix) {
    int end = 0;
    while (end < prefix.length() && " >|:".indexOf(prefix.charAt(end)) >= 0) {
      end++;
    }
    String quote = prefix.substring(0, end);
    return quote.isBlank() ? "" : quote;
  }

  /** The marks of a quoted mail in front: a wrapped line has only them in its second part. */
  public String quote() {
    return quote;
  }

  private static boolean isHex(char c) {
    return Character.digit(c, 16) >= 0;
  }

  private static int hexEnd(String line, int from) {
    int at = from;
    while (at < line.length() && isHex(line.charAt(at))) {
      at++;
    }
    return at;
  }

  /** Whether a number of many hexadecimal digits begins there: a count, or an identity. */
  private static boolean isHexNumber(String text, int from) {
    int end = hexEnd(text, from);
    return end - from >= HEX_DIGITS
        && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
  }

  private static Kind kind(char c) {
    if (c >= '0' && c <= '9') {
      return Kind.NUMBER;
    }
    if (c == ' ') {
      return Kind.BLANK;
    }
    boolean letter = c < 128 ? (c | ' ') >= 'a' && (c | ' ') <= 'z' : Character.isLetter(c);
    return letter || c == '_' ? Kind.WORD : Kind.SIGN;
  }

  /** Whether nothing but blanks is taken off. */
  public boolean isBlank() {
    return tokens.isEmpty();
  }

  /** Whether it is so special that it may be looked for in the middle of a line. */
  public boolean isTelling() {
    return telling;
  }

  /** Where the text behind a prefix of this shape begins; -1 where a line has no such prefix. */
  public int match(String line, int from) {
    int at = from;
    Kind last = Kind.SIGN;
    int length = line.length();
    for (Token token : tokens) {
      if (token.kind == Kind.BLANK) {
        int start = at;
        at = blanks(line, at);
        if (at == start && last != Kind.SIGN) {
          return -1;
        }
        last = Kind.BLANK;
        continue;
      }
      if (last == Kind.SIGN && token.kind != Kind.SIGN) {
        at = blanks(line, at);
      }
      if (at >= length) {
        return -1;
      }
      if (token.kind == Kind.SIGN) {
        if (line.charAt(at) != token.text.charAt(0)) {
          return -1;
        }
        at++;
      } else if (token.isFixed()) {
        if (!line.startsWith(token.text, at)) {
          return -1;
        }
        at += token.text.length();
      } else {
        int start = at;
        at = token.end(line, at);
        if (at == start) {
          return -1;
        }
      }
      last = token.kind;
    }
    for (int i = 0; i < trailingBlanks && at < length; i++, at++) {
      if (line.charAt(at) != ' ') {
        return -1;
      }
    }
    return at;
  }

  private static int blanks(String line, int from) {
    int at = from;
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  /**
   * Learns from another prefix that words vary, if it is one of this shape otherwise. Where letters
   * and digits stand together in one run, as in {@code a3f0}, the whole run may vary.
   *
   * @return whether it is
   */
  public boolean widen(String prefix) {
    PrefixShape other = new PrefixShape(prefix);
    if (other.trailingBlanks != trailingBlanks) {
      return false;
    }
    return widen(other) || telling && widenRuns(prefix);
  }

  private boolean widen(PrefixShape other) {
    List<Token> mine = solid();
    List<Token> theirs = other.solid();
    if (mine.size() != theirs.size() || mine.size() < 2) {
      return false;
    }
    List<Token> changed = new ArrayList<>();
    for (int i = 0; i < mine.size(); i++) {
      Token token = mine.get(i);
      Token seen = theirs.get(i);
      if (token.kind != seen.kind) {
        return false;
      }
      if (token.kind != Kind.NUMBER && !token.text.equals(seen.text)) {
        if (token.kind == Kind.SIGN) {
          return false;
        }
        changed.add(token);
      }
    }
    if (changed.size() > 0 && !telling) {
      return false;
    }
    changed.forEach(token -> token.varies = true);
    return true;
  }

  /** The same by whole runs of letters and digits; those of both kinds then vary. */
  private boolean widenRuns(String prefix) {
    List<Token> mine = runs(learned);
    List<Token> theirs = runs(prefix);
    if (mine.size() != theirs.size() || mine.size() < 2) {
      return false;
    }
    for (int i = 0; i < mine.size(); i++) {
      Token token = mine.get(i);
      Token seen = theirs.get(i);
      boolean same = token.text.equals(seen.text) || token.kind == Kind.BLANK;
      if (token.kind != seen.kind || !same && token.kind != Kind.RUN) {
        return false;
      }
      token.varies = !same;
    }
    tokens.clear();
    tokens.addAll(mine);
    return true;
  }

  /** Runs of letters and digits, blanks, and signs. */
  private static List<Token> runs(String prefix) {
    List<Token> runs = new ArrayList<>();
    String text = prefix.stripTrailing();
    for (int at = 0; at < text.length(); ) {
      int from = at;
      Kind kind = run(text.charAt(at));
      do {
        at++;
      } while (kind != Kind.SIGN && at < text.length() && run(text.charAt(at)) == kind);
      runs.add(new Token(kind, text.substring(from, at), false));
    }
    return runs;
  }

  private static Kind run(char c) {
    Kind kind = kind(c);
    return kind == Kind.NUMBER || kind == Kind.WORD ? Kind.RUN : kind;
  }

  private List<Token> solid() {
    return tokens.stream().filter(token -> token.kind != Kind.BLANK).toList();
  }

  /** The first sign or word, by which a place to look at is found. */
  public String firstText() {
    return tokens.get(0).kind == Kind.NUMBER ? "" : tokens.get(0).text;
  }
}
