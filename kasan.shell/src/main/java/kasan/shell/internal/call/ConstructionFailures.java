// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal.call;

import kasan.lab.api.inventory.ExtensionService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Tells why a service could not be constructed: whoever asks for it gets null. */
@Component(service = ConstructionFailures.class)
public final class ConstructionFailures {
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable ExtensionService extensions;

  /** Why it could not be constructed; empty when nobody says. */
  String of(ServiceReference<?> reference) {
    ExtensionService known = extensions;
    return known == null ? "" : known.constructionFailure(reference.getProperties());
  }
}
