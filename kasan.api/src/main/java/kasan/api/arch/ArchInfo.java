// SPDX-License-Identifier: Apache-2.0
package kasan.api.arch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of an {@link Architecture}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ArchInfo {
  /** Prefix of the property names. */
  String PREFIX_ = "kasan.arch.";

  /** Name for {@code --arch}; never changes. */
  String name();

  /** What it is, in one line. */
  String title();
}
