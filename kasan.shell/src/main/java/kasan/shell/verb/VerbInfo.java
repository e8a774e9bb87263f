// SPDX-License-Identifier: Apache-2.0
package kasan.shell.verb;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link Verb}; it is listed by them without being constructed. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface VerbInfo {
  /** Prefix of the property names. */
  String PREFIX_ = "kasan.verb.";

  /** What users type: lower case letters, digits and hyphens; a verb, or a plural for a list. */
  String name();

  /** What it does, one sentence without a full stop. */
  String summary();
}
