// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the readers of recordings. */
@Component(service = Verb.class)
@VerbInfo(name = "readers", summary = "List the formats of recordings that can be read")
public final class ReadersVerb extends ListVerb {
  /** For Declarative Services. */
  @Activate
  public ReadersVerb(@Reference Lab lab) {
    super(lab, ExtensionKind.READERS);
  }
}
