// SPDX-License-Identifier: Apache-2.0
package kasan.kernel.internal.instrument;

import kasan.api.scheme.Shadow;
import kasan.kernel.internal.view.CheckCount;
import kasan.kernel.internal.view.CodeMemory;
import kasan.lab.api.scheme.SchemeDescription;

/**
 * The shadow that a kernel was built for, as compiled code meets it.
 *
 * @param shadow the runtime
 * @param memory the bytes of the shadow, as loads and stores of compiled code reach them
 * @param traits of its scheme
 * @param checks where checks of accesses are counted
 */
public record Instrumented(
    Shadow shadow, CodeMemory memory, SchemeDescription traits, CheckCount checks) {}
