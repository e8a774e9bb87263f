// SPDX-License-Identifier: Apache-2.0
package kasan.shell.internal;

import org.apache.felix.service.command.Converter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Lets the framework's commands take a bundle by number or symbolic name in scripts, too: at the
 * prompt the line editor's bundle sees to it, which does not run there.
 */
@Component(service = Converter.class, property = "osgi.converter.classes=org.osgi.framework.Bundle")
public final class BundleNames implements Converter {
  private final BundleContext context;

  /** For Declarative Services. */
  @Activate
  public BundleNames(BundleContext context) {
    this.context = context;
  }

  @Override
  public @Nullable Object convert(Class<?> type, Object value) {
    if (type != Bundle.class) {
      return null;
    }
    String wanted = value.toString();
    for (Bundle bundle : context.getBundles()) {
      if (wanted.equals(bundle.getSymbolicName())
          || wanted.equals(Long.toString(bundle.getBundleId()))) {
        return bundle;
      }
    }
    return null;
  }

  @Override
  public @Nullable CharSequence format(Object value, int level, Converter escape) {
    return null;
  }
}
