// SPDX-License-Identifier: Apache-2.0
/** The inside of the driver: runs a test method where Pax Exam asks for it. */
@NullMarked
package kasan.exam.internal;

import org.jspecify.annotations.NullMarked;
