// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the reporters. */
@Component(service = Verb.class)
@VerbInfo(name = "reporters", summary = "List the formats that results can be printed in")
public final class ReportersVerb extends ListVerb {
  /** For Declarative Services. */
  @Activate
  public ReportersVerb(@Reference Lab lab) {
    super(lab, ExtensionKind.REPORTERS);
  }
}
