// SPDX-License-Identifier: Apache-2.0
package kasan.api.workload;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/** Service properties of a {@link RecordingReader}. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface ReaderInfo {
  /** Prefix of the property names. */
  String PREFIX_ = "kasan.reader.";

  /** Name by which users choose it; lower case, never changes. */
  String name();

  /** What it is, in one line. */
  String title();
}
