// SPDX-License-Identifier: Apache-2.0
/**
 * Options that are configured rather than asked for: read from the environment and from Config
 * Admin. Small because what options there are their owners declare.
 */
@NullMarked
package kasan.lab.internal.option;

import org.jspecify.annotations.NullMarked;
