// SPDX-License-Identifier: Apache-2.0
/**
 * The tour: eight steps at the real prompt, on a real run. A step is done when its verb has been
 * run, whoever typed it. Start from {@link kasan.shell.internal.tour.Tour}.
 */
@NullMarked
package kasan.shell.internal.tour;

import org.jspecify.annotations.NullMarked;
