// SPDX-License-Identifier: Apache-2.0
/** JMH benchmarks; they need no framework. */
@NullMarked
package kasan.bench;

import org.jspecify.annotations.NullMarked;
