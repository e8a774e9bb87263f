// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the shadow schemes. */
@Component
@VerbInfo(
    name = "schemes",
    summary = "List the shadow schemes, where each comes from, and their options")
public final class SchemesVerb implements Verb {
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public SchemesVerb(@Reference Lab lab) {
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY.note("Status 0: listed; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return lab.list(ExtensionKind.SCHEMES);
  }
}
