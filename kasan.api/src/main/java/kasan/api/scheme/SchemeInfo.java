// SPDX-License-Identifier: Apache-2.0
package kasan.api.scheme;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Attribute;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Service properties of a {@link ShadowScheme}, and a capability {@code kasan.scheme} of its
 * bundle, so that schemes can be listed and required without constructing anything.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Capability(namespace = "kasan.scheme")
public @interface SchemeInfo {
  /** Prefix of the property names. */
  String PREFIX_ = "kasan.scheme.";

  /** Name in reports and for {@code --schemes}; lower case, never changes. */
  @Attribute("kasan.scheme")
  String name();

  /** What distinguishes it, in one line. */
  String title();

  /** Where the design comes from: mail, kernel file, paper. */
  String source();

  /** Bytes of memory that one unit of shadow describes; 0 when it has no shadow. */
  int granuleBytes() default 8;

  /**
   * Instrumentation it works with: {@code inline}, {@code outline}; {@code hardware} where the
   * machine itself looks at every access, whatever was compiled in.
   */
  String[] instrumentation() default {"outline", "inline"};

  /**
   * Class of object layout and pointers it needs; a kernel is booted for one. A swap between
   * schemes of the same class needs no reboot.
   */
  String layoutClass() default "generic";

  /**
   * Whether it can also stand on objects that are laid out for another class, such as those of a
   * recording: it reports nothing there that may be accessed, and misses more than on its own.
   */
  boolean anyLayout() default false;

  /** Formula of what stands from boot on, R being RAM. */
  String staticCost();

  /**
   * Whether it shadows the vmalloc area. A kernel tells a scheme that does not about no vmalloc
   * area, and places task stacks in the direct map for it.
   */
  boolean vmalloc() default true;

  /**
   * Classes of bugs that the design misses and says so, in the words of the miss reasons that
   * results show: {@code stale-tlb}, {@code free-page}, ... A miss of any other class is a fault of
   * the scheme.
   */
  String[] misses() default {};

  /** Whether comparisons rank it; false for bounds such as the floor. */
  boolean contender() default true;
}
