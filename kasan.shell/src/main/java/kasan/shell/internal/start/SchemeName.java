// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.start;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import kasan.api.BadInputException;

/**
 * The name of a new scheme, in the spellings that a project needs.
 *
 * @param hyphened as in reports and for {@code --schemes}: {@code lazy-free}
 */
record SchemeName(String hyphened) {
  private static final int LONGEST = 40;

  /** The name of the template, which a project has its own in place of. */
  static final SchemeName TEMPLATE = new SchemeName("third-party");

  /**
   * @param taken names that schemes have already
   * @throws BadInputException when it cannot be a name, or is taken
   */
  static SchemeName parse(String given, Collection<String> taken) {
    if (!given.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*") || given.length() > LONGEST) {
      throw new BadInputException(
          "a scheme is named by lower case words and digits with hyphens between them, such as"
              + " lazy-free, at most "
              + LONGEST
              + " letters; not '"
              + given
              + "'");
    }
    if (taken.contains(given)) {
      throw new BadInputException("there is a scheme '" + given + "' already");
    }
    SchemeName name = new SchemeName(given);
    if (SourceVersion.isKeyword(name.joined())) {
      throw new BadInputException("'" + given + "' is a word of Java, and cannot name a package");
    }
    return name;
  }

  /** For packages: {@code lazyfree}. */
  String joined() {
    return hyphened.replace("-", "");
  }

  /** For classes: {@code LazyFree}. */
  String capitalised() {
    return Arrays.stream(hyphened.split("-", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining());
  }

  /** A text or path of the template, with this name in place of the template's. */
  String in(String text) {
    return text.replace(TEMPLATE.hyphened(), hyphened)
        .replace(TEMPLATE.joined(), joined())
        .replace(TEMPLATE.capitalised(), capitalised());
  }
}
