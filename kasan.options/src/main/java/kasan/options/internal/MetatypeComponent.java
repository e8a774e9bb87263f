// SPDX-License-Identifier: Apache-2.0
package kasan.options.internal;

import java.util.List;
import kasan.api.option.OptionSpec;
import kasan.lab.api.Suite;
import kasan.lab.api.inventory.InventoryService;
import kasan.lab.api.inventory.KnownOptions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.MetaTypeProvider;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Describes the configuration to tools that edit configurations, from what owners declare: an
 * attribute for each option that is there at that moment, third parties' among them.
 */
@Component(
    service = MetaTypeProvider.class,
    property = MetaTypeProvider.METATYPE_PID + "=" + ConfigComponent.PID)
public final class MetatypeComponent implements MetaTypeProvider {
  private final InventoryService inventory;

  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Suite suite;

  /** Takes what knows the extensions. */
  @Activate
  public MetatypeComponent(@Reference InventoryService inventory) {
    this.inventory = inventory;
  }

  @Override
  public ObjectClassDefinition getObjectClassDefinition(String id, @Nullable String locale) {
    Suite known = suite;
    List<OptionSpec> ofSuite = known == null ? List.of() : known.options();
    return new OptionsDefinition(KnownOptions.of(inventory.now(), ofSuite).all());
  }

  /** In no language but that of the declarations. */
  @Override
  public String @Nullable [] getLocales() {
    return null;
  }
}
