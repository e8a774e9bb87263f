// SPDX-License-Identifier: Apache-2.0
/**
 * Text that a kernel printed, as it came here: what transports put in front of each line, and what
 * terminals save it as. For readers of logs and of traces. Start from {@link
 * kasan.api.text.PrefixShape}. Small because these two are all that both have in common.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
