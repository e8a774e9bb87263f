// SPDX-License-Identifier: Apache-2.0
/**
 * A JUnit 5 driver for Pax Exam, which has only one for JUnit 4: test methods that run inside an
 * OSGi framework.
 *
 * <p>Start from {@link kasan.exam.FrameworkTest}. A test class exists twice: <em>outside</em>,
 * where Maven or an IDE runs it, its methods are skipped, and one call for each goes
 * <em>inside</em>, where the same class, loaded from a bundle, runs that method under a Jupiter
 * engine of its own.
 */
@Export
@NullMarked
@Version("0.1.0")
package kasan.exam;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
