// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.Lab;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Prints regions, page tables, TLB rules and costs of an architecture. */
@Component
@VerbInfo(
    name = "layout",
    summary = "Print the address layout of an architecture and where shadow lies")
public final class LayoutVerb implements Verb {
  private final Lab lab;

  /** For Declarative Services. */
  @Activate
  public LayoutVerb(@Reference Lab lab) {
    this.lab = lab;
  }

  @Override
  public Synopsis synopsis() {
    return Synopsis.EMPTY
        .option("--arch", "NAME", "the architecture; 'archs' lists them", Offered.archs(lab))
        .repeated(
            "--set",
            "ARCH.OPTION=VALUE",
            "an option of it; archs lists them",
            SettingsText.words(lab))
        .note("Status 0: printed; 2: bad request.");
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    return lab.layout(given.option("--arch"), SettingsText.parse(given.repeated("--set")));
  }
}
