// SPDX-License-Identifier: Apache-2.0
/**
 * Options that schemes, architectures and workloads declare and users set with {@code --set
 * NAME.OPTION=VALUE}. Start from {@link kasan.api.option.OptionSpec}: what is declared there is
 * checked before the first event, so the code that reads {@link kasan.api.option.Options} never
 * meets a value it cannot use. Small because a declaration and its value are all there is.
 */
@Export
@Version("1.0.0")
@NullMarked
package kasan.api.option;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
