// SPDX-License-Identifier: Apache-2.0
package kasan.exam;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose methods run inside an OSGi framework, one framework for each class.
 *
 * <p>What the framework holds is said by static methods without parameters that are annotated
 * {@link org.ops4j.pax.exam.Configuration} and return an array of {@link
 * org.ops4j.pax.exam.Option}; superclasses come first. {@link ClassPathBundles} makes such options
 * of bundles on the class path.
 *
 * <p>Fields annotated {@link javax.inject.Inject} receive services, or the {@code BundleContext} of
 * the test. {@code @BeforeAll} and {@code @AfterAll} run inside, around each single method. A
 * parameterised or repeated test works; a {@code @TestFactory} does not.
 */
@Documented
@ExtendWith({RunInFramework.class, InjectServices.class})
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface FrameworkTest {}
