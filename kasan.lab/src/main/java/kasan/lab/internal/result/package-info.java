// SPDX-License-Identifier: Apache-2.0
/** The shape in which every verb of the laboratory hands over what it found out. */
@NullMarked
package kasan.lab.internal.result;

import org.jspecify.annotations.NullMarked;
