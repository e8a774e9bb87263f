// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the architectures. */
@Component(service = Verb.class)
@VerbInfo(name = "archs", summary = "List the architectures and their options")
public final class ArchsVerb extends ListVerb {
  /** For Declarative Services. */
  @Activate
  public ArchsVerb(@Reference Lab lab) {
    super(lab, ExtensionKind.ARCHS);
  }
}
