// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the shadow schemes. */
@Component(service = Verb.class)
@VerbInfo(
    name = "schemes",
    summary = "List the shadow schemes, where each comes from, and their options")
public final class SchemesVerb extends ListVerb {
  /** For Declarative Services. */
  @Activate
  public SchemesVerb(@Reference Lab lab) {
    super(lab, ExtensionKind.SCHEMES);
  }
}
