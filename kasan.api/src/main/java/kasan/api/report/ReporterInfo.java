// SPDX-License-Identifier: Apache-2.0
package kasan.api.report;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link Reporter}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ReporterInfo {
  /** Prefix of the property names. */
  String PREFIX_ = "kasan.reporter.";

  /** Name by which users choose it; lower case, never changes. */
  String name();

  /** What it is, in one line. */
  String title();

  /** File name endings for {@code --out}, without the dot. */
  String[] extensions();

  /** True if what it writes is no text: a terminal must not get it, so it needs {@code --out}. */
  boolean binary() default false;

  /** Names that {@code --chart} takes; none for a reporter that does not write single charts. */
  String[] charts() default {};
}
