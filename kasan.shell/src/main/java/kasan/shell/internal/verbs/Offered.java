// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Words;

/** What the prompt offers in several verbs. */
final class Offered {
  /** Where recordings are. */
  static final Words RECORDINGS = Words.FILES.or(Words.filesBehind("rec:"));

  private Offered() {}

  /** Names of what is there of a kind. */
  static Words names(Lab lab, ExtensionKind kind) {
    return Words.from(() -> lab.names(kind));
  }

  /** Several schemes between commas. */
  static Words schemes(Lab lab) {
    return names(lab, ExtensionKind.SCHEMES).listed();
  }

  /** One architecture. */
  static Words archs(Lab lab) {
    return names(lab, ExtensionKind.ARCHS);
  }
}
