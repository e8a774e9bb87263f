// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import java.util.ArrayList;
import java.util.List;
import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Says why something of a name is there, or is not. */
@Component
@VerbInfo(
    name = "why",
    summary = "Say why a scheme, bundle, component or service is there, or is not")
public final class WhyVerb implements Verb {
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public WhyVerb(@Reference Lab lab) {
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .required(
            "NAME",
            "of a scheme, architecture, ..., bundle, component or service",
            Words.from(this::everything))
        .note("Status 0: it is there and usable; 1: it is not; 2: bad request.");
  }

  private List<String> everything() {
    var names = new ArrayList<String>();
    for (ExtensionKind kind : ExtensionKind.values()) {
      names.addAll(lab.names(kind));
    }
    return names;
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return lab.why(given.operand(0));
  }
}
