// SPDX-License-Identifier: Apache-2.0
/** What a run comes to, for machines and for people. */
@NullMarked
package kasan.lab.internal.run.result;

import org.jspecify.annotations.NullMarked;
