// SPDX-License-Identifier: Apache-2.0
/**
 * What the laboratory knows of a scheme: its registration as a value, and the words in which it is
 * written. Start from {@link kasan.lab.api.scheme.SchemeDescription}.
 */
@Export
@Version("1.1.0")
@NullMarked
package kasan.lab.api.scheme;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
