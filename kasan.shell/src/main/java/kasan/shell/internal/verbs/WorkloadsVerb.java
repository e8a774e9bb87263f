// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.verbs;

import kasan.lab.api.Lab;
import kasan.lab.api.inventory.ExtensionKind;
import kasan.shell.verb.Verb;
import kasan.shell.verb.VerbInfo;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lists the workloads. */
@Component(service = Verb.class)
@VerbInfo(name = "workloads", summary = "List the workloads and their options")
public final class WorkloadsVerb extends ListVerb {
  /** For Declarative Services. */
  @Activate
  public WorkloadsVerb(@Reference Lab lab) {
    super(lab, ExtensionKind.WORKLOADS);
  }
}
