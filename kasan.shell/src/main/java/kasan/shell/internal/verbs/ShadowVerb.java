// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.api.report.Result;
import kasan.lab.api.run.Runs;
import kasan.shell.verb.Arguments;
import kasan.shell.verb.Synopsis;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import kasan.shell.verb.VerbSession;
import kasan.shell.verb.Words;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Tells the shadow of an address. */
@Component
@VerbInfo(
    name = "shadow",
    summary = "Tell what the shadow of an address says, and what is true of it")
public final class ShadowVerb implements Verb {
  private final MeantRun meant;

  /** For Declarative Services. */
  @Activate
  public ShadowVerb(@Reference Runs runs) {
    this.meant = new MeantRun(runs);
  }

  @Override
  public Synopsis synopsis() {
    return meant.option(
        Synopsis.EMPTY.operand(
            "ADDRESS",
            AddressText.HELP + "; without it, an address of each kind of memory that there is",
            Words.NONE));
  }

  @Override
  public Result run(Arguments given, VerbSession session) {
    String address = given.operand(0);
    return MeantRun.await(
        meant.ofOption(given),
        run ->
            address.isEmpty()
                ? run.places()
                : run.shadow(AddressText.parse("shadow", address, run)));
  }
}
