// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbSession;

/** Lists the extensions of one kind. */
abstract class ListVerb implements Verb {
  private final Lab lab;
  private final ExtensionKind kind;

  ListVerb(Lab lab, ExtensionKind kind) {
    this.lab = lab;
    this.kind = kind;
  }

  @Override
  public final Synopsis synopsis() {
    return Synopsis.EMPTY.note("Status 0: listed; 2: bad request.");
  }

  @Override
  public final Result run(Arguments given, VerbSession session) {
    return lab.list(kind);
  }
}
