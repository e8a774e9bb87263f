// SPDX-License-Identifier: Apache-2.0
/** A JUnit 5 driver for Pax Exam: tests that run inside an OSGi framework. */
@NullMarked
package kasan.exam;

import org.jspecify.annotations.NullMarked;
