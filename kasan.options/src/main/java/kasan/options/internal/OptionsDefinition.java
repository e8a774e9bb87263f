// SPDX-License-Identifier: Apache-2.0
package kasan.options.internal;

import java.io.InputStream;
import java.util.List;
import kasan.api.BadInputException;
import kasan.lab.api.inventory.KnownOptions;
import org.jspecify.annotations.Nullable;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The configuration as Metatype describes one.
 *
 * @param options in the order of the form
 */
record OptionsDefinition(List<KnownOptions.Known> options) implements ObjectClassDefinition {
  @Override
  public String getName() {
    return "KASAN laboratory: defaults of options";
  }

  @Override
  public String getID() {
    return ConfigComponent.PID;
  }

  @Override
  public String getDescription() {
    return "What options of schemes, architectures, workloads and kernels are when neither a"
        + " command nor the environment says otherwise; a change reaches the next run";
  }

  /** All are optional: what is left out is as its owner declares. */
  @Override
  public AttributeDefinition @Nullable [] getAttributeDefinitions(int filter) {
    return filter == REQUIRED
        ? null
        : options.stream().map(Attribute::new).toArray(AttributeDefinition[]::new);
  }

  @Override
  public @Nullable InputStream getIcon(int size) {
    return null;
  }

  /** An option. */
  private record Attribute(KnownOptions.Known option) implements AttributeDefinition {
    @Override
    public String getName() {
      return option.key();
    }

    @Override
    public String getID() {
      return option.key();
    }

    @Override
    public String getDescription() {
      return option.spec().title();
    }

    @Override
    public int getCardinality() {
      return 0;
    }

    @Override
    public int getType() {
      return option.spec().choices().isEmpty() ? LONG : STRING;
    }

    @Override
    public String @Nullable [] getOptionValues() {
      List<String> choices = option.spec().choices();
      return choices.isEmpty() ? null : choices.toArray(String[]::new);
    }

    @Override
    public String @Nullable [] getOptionLabels() {
      return getOptionValues();
    }

    @Override
    public String validate(String value) {
      try {
        option.spec().check(option.owner(), value);
        return "";
      } catch (BadInputException e) {
        return String.valueOf(e.getMessage());
      }
    }

    @Override
    public String[] getDefaultValue() {
      return new String[] {option.spec().defaultValue()};
    }
  }
}
